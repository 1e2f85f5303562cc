package otklik.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.GroupQuery;
import org.camunda.bpm.engine.identity.NativeUserQuery;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.TenantQuery;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.identity.UserQuery;
import org.camunda.bpm.engine.impl.Direction;
import org.camunda.bpm.engine.impl.GroupQueryImpl;
import org.camunda.bpm.engine.impl.GroupQueryProperty;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.QueryOrderingProperty;
import org.camunda.bpm.engine.impl.TenantQueryImpl;
import org.camunda.bpm.engine.impl.UserQueryImpl;
import org.camunda.bpm.engine.impl.UserQueryProperty;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.ReadOnlyIdentityProvider;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.GroupEntity;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.query.QueryProperty;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Role;
import otklik.security.Section;
import otklik.security.WorkGroup;

/**
 * Shows employees, roles, teams and departments to the engine as its users and groups, read-only, so that people live in one place.
 * Those who may see the system are a group too: Cockpit is granted to it. Passwords are checked by our own login only.
 */
@Component
class EmployeesAsEngineUsers extends AbstractProcessEnginePlugin {
    private final Accounts accounts;
    private final Policy policy;
    private final Settings settings;

    EmployeesAsEngineUsers(
            @org.springframework.context.annotation.Lazy Accounts accounts, Policy policy, Settings settings) {
        this.accounts = accounts;
        this.policy = policy;
        this.settings = settings;
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
            return everyGroup()
                    .filter(group -> group.id().equals(groupId))
                    .findFirst()
                    .map(this::group)
                    .orElse(null);
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
            var members = query.getGroupId() == null ? null : members(query.getGroupId());
            return accounts.all().stream()
                    .filter(Account::active)
                    .filter(account -> query.getTenantId() == null)
                    .filter(account -> members == null || members.contains(account.login()))
                    .filter(account -> among(query.getIds(), account.login()))
                    .map(this::user)
                    .filter(user -> matches(query.getId(), user.getId()))
                    .filter(user -> matches(query.getFirstName(), user.getFirstName()))
                    .filter(user -> like(query.getFirstNameLike(), user.getFirstName()))
                    .filter(user -> matches(query.getLastName(), user.getLastName()))
                    .filter(user -> like(query.getLastNameLike(), user.getLastName()))
                    .filter(user -> matches(query.getEmail(), user.getEmail()))
                    .filter(user -> like(query.getEmailLike(), user.getEmail()))
                    .sorted(order(query.getOrderingProperties(), Provider::property))
                    .toList();
        }

        List<Group> groups(GroupQueryImpl query) {
            return everyGroup()
                    .filter(group -> query.getTenantId() == null)
                    .filter(group ->
                            query.getUserId() == null || group.members().contains(query.getUserId()))
                    .filter(group -> among(query.getIds(), group.id()))
                    .map(this::group)
                    .filter(group -> matches(query.getId(), group.getId()))
                    .filter(group -> matches(query.getName(), group.getName()))
                    .filter(group -> like(query.getNameLike(), group.getName()))
                    .filter(group -> matches(query.getType(), group.getType()))
                    .sorted(order(query.getOrderingProperties(), Provider::property))
                    .toList();
        }

        private Stream<WorkGroup> everyGroup() {
            var watchers = accounts.all().stream()
                    .filter(Account::active)
                    .map(Account::login)
                    .filter(login -> policy.may(login, Section.SYSTEM, Action.VIEW))
                    .collect(Collectors.toSet());
            return Stream.concat(
                    accounts.groups().stream(),
                    Stream.of(new WorkGroup(EngineGrants.WATCHERS, WorkGroup.Kind.ROLE, "Cockpit", watchers)));
        }

        private Set<String> members(String group) {
            return everyGroup()
                    .filter(one -> one.id().equals(group))
                    .findFirst()
                    .map(WorkGroup::members)
                    .orElse(Set.of());
        }

        /** In the order of the names unless another one is asked for. */
        private static <T> Comparator<T> order(
                List<QueryOrderingProperty> wanted, BiFunction<T, QueryProperty, String> property) {
            Comparator<T> order = (one, other) -> 0;
            for (var by : wanted) {
                Comparator<T> next = Comparator.comparing(
                        one -> property.apply(one, by.getQueryProperty()), String.CASE_INSENSITIVE_ORDER);
                order = order.thenComparing(Direction.DESCENDING.equals(by.getDirection()) ? next.reversed() : next);
            }
            return order;
        }

        private static String property(User user, QueryProperty property) {
            return property.equals(UserQueryProperty.USER_ID)
                    ? user.getId()
                    : property.equals(UserQueryProperty.EMAIL)
                            ? user.getEmail()
                            : property.equals(UserQueryProperty.LAST_NAME) ? user.getLastName() : user.getFirstName();
        }

        private static String property(Group group, QueryProperty property) {
            return property.equals(GroupQueryProperty.NAME)
                    ? group.getName()
                    : property.equals(GroupQueryProperty.TYPE) ? group.getType() : group.getId();
        }

        private static boolean among(String @Nullable [] wanted, String actual) {
            return wanted == null || Arrays.asList(wanted).contains(actual);
        }

        private static boolean matches(@Nullable String wanted, String actual) {
            return wanted == null || wanted.equals(actual);
        }

        /** As the database would: {@code %} is anything, {@code _} one sign; capitals do not matter. */
        private static boolean like(@Nullable String pattern, String actual) {
            if (pattern == null) {
                return true;
            }
            var regex = pattern.chars()
                    .mapToObj(
                            sign -> sign == '%' ? ".*" : sign == '_' ? "." : Pattern.quote(String.valueOf((char) sign)))
                    .collect(Collectors.joining());
            return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL)
                    .matcher(actual)
                    .matches();
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

        private Group group(WorkGroup workGroup) {
            var group = new GroupEntity(workGroup.id());
            var role = Role.ofGroup(workGroup.id());
            group.setName(
                    workGroup.name() != null
                            ? workGroup.name()
                            : role.isPresent()
                                    ? Refusal.text(Refusal.keyOf(role.get()), settings.language())
                                    : workGroup.id());
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
