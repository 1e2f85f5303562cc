package otklik.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.GroupQuery;
import org.camunda.bpm.engine.identity.NativeUserQuery;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.TenantQuery;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.identity.UserQuery;
import org.camunda.bpm.engine.impl.GroupQueryImpl;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.TenantQueryImpl;
import org.camunda.bpm.engine.impl.UserQueryImpl;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.ReadOnlyIdentityProvider;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.GroupEntity;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.security.WorkGroup;

/**
 * Shows employees, roles, teams and departments to the engine as its users and groups, read-only, so that people live in one place. Passwords are checked by
 * our own login only.
 */
@Component
class EmployeesAsEngineUsers extends AbstractProcessEnginePlugin {
    private final Accounts accounts;
    private final Policy policy;

    EmployeesAsEngineUsers(@org.springframework.context.annotation.Lazy Accounts accounts, Policy policy) {
        this.accounts = accounts;
        this.policy = policy;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setIdentityProviderSessionFactory(new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return ReadOnlyIdentityProvider.class;
            }

            @Override
            public Session openSession() {
                return new Provider();
            }
        });
    }

    private final class Provider implements ReadOnlyIdentityProvider {
        @Override
        public @Nullable User findUserById(String userId) {
            return accounts.byLogin(userId).map(this::user).orElse(null);
        }

        @Override
        public UserQuery createUserQuery() {
            return new Users(this);
        }

        @Override
        public UserQuery createUserQuery(CommandContext commandContext) {
            return new Users(this);
        }

        @Override
        public NativeUserQuery createNativeUserQuery() {
            throw new BadUserRequestException("Employees cannot be queried by SQL");
        }

        @Override
        public boolean checkPassword(String userId, String password) {
            return false;
        }

        @Override
        public @Nullable Group findGroupById(String groupId) {
            return accounts.group(groupId).map(Provider::group).orElse(null);
        }

        @Override
        public GroupQuery createGroupQuery() {
            return new Groups(this);
        }

        @Override
        public GroupQuery createGroupQuery(CommandContext commandContext) {
            return new Groups(this);
        }

        @Override
        public @Nullable Tenant findTenantById(String tenantId) {
            return null;
        }

        @Override
        public TenantQuery createTenantQuery() {
            return new NoTenants();
        }

        @Override
        public TenantQuery createTenantQuery(CommandContext commandContext) {
            return new NoTenants();
        }

        List<User> users(UserQueryImpl query) {
            return accounts.all().stream()
                    .filter(Account::active)
                    .filter(account -> matches(query.getId(), account.login()))
                    .filter(account -> query.getIds() == null
                            || Arrays.asList(query.getIds()).contains(account.login()))
                    .filter(account -> matches(query.getEmail(), email(account)))
                    .filter(account -> like(query.getFirstNameLike(), account.name()))
                    .filter(account ->
                            query.getGroupId() == null || account.groups().contains(query.getGroupId()))
                    .map(this::user)
                    .toList();
        }

        List<Group> groups(GroupQueryImpl query) {
            return accounts.groups().stream()
                    .filter(group -> matches(query.getId(), group.id()))
                    .filter(group -> query.getIds() == null
                            || Arrays.asList(query.getIds()).contains(group.id()))
                    .filter(group ->
                            query.getUserId() == null || group.members().contains(query.getUserId()))
                    .map(Provider::group)
                    .toList();
        }

        private static boolean matches(@Nullable String wanted, String actual) {
            return wanted == null || wanted.equals(actual);
        }

        private static boolean like(@Nullable String pattern, String actual) {
            return pattern == null
                    || actual.toLowerCase(Locale.ROOT)
                            .contains(pattern.replace("%", "").toLowerCase(Locale.ROOT));
        }

        /** Colleagues know each other by name; the mail is for those who may see employees. */
        private String email(Account account) {
            var isOwn = CurrentUser.login().map(account.login()::equals).orElse(false);
            return isOwn || policy.may(Section.EMPLOYEES, Action.VIEW) ? account.email() : "";
        }

        private User user(Account account) {
            var user = new UserEntity(account.login());
            user.setFirstName(account.name());
            user.setLastName("");
            user.setEmail(email(account));
            return user;
        }

        private static Group group(WorkGroup workGroup) {
            var group = new GroupEntity(workGroup.id());
            group.setName(workGroup.name() == null ? workGroup.id() : workGroup.name());
            group.setType("WORKFLOW");
            return group;
        }

        @Override
        public void flush() {
            // Nothing is ever changed through the engine.
        }

        @Override
        public void close() {
            // Holds no resource.
        }
    }

    private static <T> List<T> page(List<T> all, @Nullable Page page) {
        if (page == null) {
            return all;
        }
        int from = Math.min(page.getFirstResult(), all.size());
        return new ArrayList<>(all.subList(from, Math.min(from + page.getMaxResults(), all.size())));
    }

    /** Runs within the engine's session instead of its own command. */
    private static final class Users extends UserQueryImpl {
        private final transient Function<UserQueryImpl, List<User>> find;

        Users(Provider provider) {
            this.find = provider::users;
        }

        @Override
        public long executeCount(CommandContext context) {
            return find.apply(this).size();
        }

        @Override
        public List<User> executeList(CommandContext context, Page page) {
            return page(find.apply(this), page);
        }

        @Override
        public long count() {
            return find.apply(this).size();
        }

        @Override
        public List<User> list() {
            return find.apply(this);
        }

        @Override
        public List<User> listPage(int first, int max) {
            return page(find.apply(this), new Page(first, max));
        }

        @Override
        public @Nullable User singleResult() {
            return find.apply(this).stream().findFirst().orElse(null);
        }

        @Override
        public List<User> unlimitedList() {
            return find.apply(this);
        }
    }

    private static final class Groups extends GroupQueryImpl {
        private final transient Function<GroupQueryImpl, List<Group>> find;

        Groups(Provider provider) {
            this.find = provider::groups;
        }

        @Override
        public long executeCount(CommandContext context) {
            return find.apply(this).size();
        }

        @Override
        public List<Group> executeList(CommandContext context, Page page) {
            return page(find.apply(this), page);
        }

        @Override
        public long count() {
            return find.apply(this).size();
        }

        @Override
        public List<Group> list() {
            return find.apply(this);
        }

        @Override
        public List<Group> listPage(int first, int max) {
            return page(find.apply(this), new Page(first, max));
        }

        @Override
        public @Nullable Group singleResult() {
            return find.apply(this).stream().findFirst().orElse(null);
        }

        @Override
        public List<Group> unlimitedList() {
            return find.apply(this);
        }
    }

    private static final class NoTenants extends TenantQueryImpl {
        @Override
        public long executeCount(CommandContext context) {
            return 0;
        }

        @Override
        public List<Tenant> executeList(CommandContext context, Page page) {
            return List.of();
        }

        @Override
        public long count() {
            return 0;
        }

        @Override
        public List<Tenant> list() {
            return List.of();
        }

        @Override
        public List<Tenant> unlimitedList() {
            return List.of();
        }
    }
}
