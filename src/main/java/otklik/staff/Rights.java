package otklik.staff;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Account;
import otklik.security.CurrentUser;
import otklik.security.Grant;
import otklik.security.Policy;
import otklik.security.ProductLimit;
import otklik.security.Right;
import otklik.security.Role;
import otklik.security.Scope;
import otklik.security.Section;
import otklik.security.Standing;

/**
 * Guards every change that may move rights: of an employee, a preset, a team, a department. A change is made, its effect on everybody is
 * worked out from the changed rows, and only then it is allowed, or taken back. So a preview tells exactly what saving would do.
 */
@Service
public class Rights {
    private static final Standing NO_PRODUCTS = new Standing(
            List.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            new ProductLimit(false, Set.of()),
            new ProductLimit(false, Set.of()));

    private final CompanyReader reader;
    private final CurrentCompany current;
    private final JdbcClient jdbc;
    private final History history;
    private final Signals signals;
    private final TransactionTemplate transaction;

    Rights(
            CompanyReader reader,
            CurrentCompany current,
            JdbcClient jdbc,
            History history,
            Signals signals,
            PlatformTransactionManager transactions) {
        this.reader = reader;
        this.current = current;
        this.jdbc = jdbc;
        this.history = history;
        this.signals = signals;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Who would gain and lose what by the change; nothing is changed. Refused as saving would be. */
    public List<Effect> preview(Runnable change) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> {
            status.setRollbackOnly();
            return changed(change);
        }));
    }

    /** Makes the change, all of it or nothing, and writes to history what it means for whom. */
    void apply(Runnable change) {
        transaction.executeWithoutResult(status -> {
            for (var effect : changed(change)) {
                tell(effect.login(), "rightsGained", effect.gains());
                tell(effect.login(), "rightsLost", effect.losses());
            }
            said();
            current.lookHere();
        });
    }

    /**
     * Lets nobody change people until the current transaction ends, and answers it from the rows of this moment: what it checks stays
     * true until it has acted.
     */
    void standStill() {
        jdbc.sql("select number from staff_stamp where id = 1 for update")
                .query(Long.class)
                .single();
        current.lookHere();
    }

    /** Marks a change that nobody else's screen shows, such as a person's language: every node reads it within seconds. */
    void touched() {
        jdbc.sql("update staff_stamp set number = number + 1 where id = 1").update();
        current.dropAfterwards();
    }

    private void said() {
        signals.say(Signals.STAFF);
        current.dropAfterwards();
    }

    /** Refuses to touch the account of somebody who has rights that the person of this screen has not: it would be a way to them. */
    void requireMayManage(String login) {
        CurrentUser.login().ifPresent(manager -> {
            var company = reader.read();
            var account = company.accounts().get(manager);
            if (manager.equals(login) || account != null && account.is(Role.ADMINISTRATOR)) {
                return;
            }
            var own = company.standing(manager);
            for (var right : rights(company.standings().getOrDefault(login, Standing.NONE))) {
                if (!own.holds(right)) {
                    throw new Refusal("staff.hasMoreRights", login);
                }
            }
        });
    }

    private List<Effect> changed(Runnable change) {
        // One change of people at a time: the row is locked until the end of the transaction.
        jdbc.sql("update staff_stamp set number = number + 1 where id = 1").update();
        var before = reader.read();
        change.run();
        var after = reader.read();
        var effects = after.everybody().stream()
                .map(account -> effect(account, before, after))
                .filter(effect -> !effect.gains().isEmpty() || !effect.losses().isEmpty())
                .toList();
        requireAdministrator(before, after);
        CurrentUser.login().filter(login -> isLimited(login, before)).ifPresent(login -> {
            requireMayGive(login, before, effects);
            requireMayGiveProducts(login, before, after);
            requireOpensNothingToHimself(login, before, after);
        });
        return effects;
    }

    /** Who may do the same to more records has gained that and lost nothing, and the other way round. */
    private static Effect effect(Account account, Company before, Company after) {
        var had = before.standings().getOrDefault(account.login(), Standing.NONE);
        var has = after.standings().getOrDefault(account.login(), Standing.NONE);
        return new Effect(
                account.login(),
                account.name(),
                rights(has).stream().filter(right -> !had.holds(right)).toList(),
                rights(had).stream().filter(right -> !has.holds(right)).toList(),
                wider(has));
    }

    /** What comes through teams and departments and is not covered by what the person holds himself; of each right the first source. */
    private static List<Grant> wider(Standing standing) {
        var widest = rights(standing);
        var own = standing.grants().stream()
                .filter(grant -> grant.through() == null)
                .map(Grant::right)
                .collect(Collectors.toSet());
        var wider = new TreeMap<Right, Grant>();
        for (var grant : standing.grants()) {
            if (grant.through() != null && widest.contains(grant.right()) && !own.contains(grant.right())) {
                wider.putIfAbsent(grant.right(), grant);
            }
        }
        return List.copyOf(wider.values());
    }

    /** Single rights, the widest only: who may see all requests does not gain anything by "own". */
    private static Set<Right> rights(Standing standing) {
        var all = standing.grants().stream().map(Grant::right).collect(Collectors.toCollection(TreeSet::new));
        all.removeIf(right -> right.scope() != Scope.ALL
                && (all.contains(new Right(right.section(), right.action(), Scope.ALL))
                        || right.scope() == Scope.OWN
                                && (all.contains(new Right(right.section(), right.action(), Scope.TEAM))
                                        || all.contains(
                                                new Right(right.section(), right.action(), Scope.DEPARTMENT)))));
        return all;
    }

    /** Somebody must be able to put things right again (E77). */
    private static void requireAdministrator(Company before, Company after) {
        if (hasAdministrator(before) && !hasAdministrator(after)) {
            throw new Refusal("staff.lastAdministrator");
        }
    }

    private static boolean hasAdministrator(Company company) {
        return company.everybody().stream().anyMatch(account -> account.active() && account.is(Role.ADMINISTRATOR));
    }

    /**
     * A person who is no administrator gives only what he has himself: for one's own records what he has in any scope, wider than that what he
     * has for all. Nobody raises himself, and nobody touches the rights of a person who has more than he.
     */
    private static void requireMayGive(String login, Company before, List<Effect> effects) {
        var giver = before.standing(login);
        for (var effect : effects) {
            if (effect.login().equals(login) && !effect.gains().isEmpty()) {
                throw new Refusal("staff.raisesHimself", effect.gains().get(0).section());
            }
            var moved = new ArrayList<>(effect.gains());
            moved.addAll(effect.losses());
            for (var right : moved) {
                var needed = right.scope() == Scope.OWN ? right : new Right(right.section(), right.action(), Scope.ALL);
                if (!giver.holds(needed)) {
                    throw new Refusal(
                            "staff.givesMoreThanHas", effect.name(), right.action(), right.section(), right.scope());
                }
            }
        }
    }

    /** Products are a part of a right: who is limited to some cannot give himself or others more. */
    private static void requireMayGiveProducts(String login, Company before, Company after) {
        var giver = before.standing(login);
        for (var account : after.everybody()) {
            var had = before.standings().getOrDefault(account.login(), NO_PRODUCTS);
            var has = after.standings().getOrDefault(account.login(), NO_PRODUCTS);
            if (contains(had.seenProducts(), has.seenProducts())
                    && contains(had.addedProducts(), has.addedProducts())) {
                continue;
            }
            if (account.login().equals(login)) {
                throw new Refusal("staff.raisesHimself", Section.PRODUCTS);
            }
            if (!contains(giver.seenProducts(), has.seenProducts())
                    || !contains(giver.addedProducts(), has.addedProducts())) {
                throw new Refusal("staff.givesMoreProducts", account.name());
            }
        }
    }

    private static boolean contains(ProductLimit wide, ProductLimit narrow) {
        return wide.every() || !narrow.every() && wide.products().containsAll(narrow.products());
    }

    /** The same rights reach further in another team or department, or for somebody who is away: that is raising oneself too. */
    private static void requireOpensNothingToHimself(String login, Company before, Company after) {
        for (var right : Right.every()) {
            var had = Policy.reach(before.standing(login), right.section(), right.action());
            var has = Policy.reach(after.standing(login), right.section(), right.action());
            if (had.everything()) {
                continue;
            }
            var opened = new TreeSet<>(has.owners());
            opened.retainAll(before.accounts().keySet());
            opened.removeAll(had.owners());
            var queues = new TreeSet<>(has.queues());
            queues.retainAll(before.groups().keySet());
            queues.removeAll(had.queues());
            if (!opened.isEmpty() || !queues.isEmpty()) {
                throw new Refusal("staff.opensToHimself", right.section());
            }
        }
    }

    private static boolean isLimited(String login, Company company) {
        var account = company.accounts().get(login);
        return account != null && !account.is(Role.ADMINISTRATOR);
    }

    /** Whether the person of this screen is there and no administrator: then he gives no more than he has. */
    boolean isLimited() {
        return CurrentUser.login()
                .filter(login -> isLimited(login, reader.read()))
                .isPresent();
    }

    /**
     * Refuses to put into a preset what the person of this screen has not for all himself: somebody else might give it out without a
     * thought.
     */
    void requireHolds(String name, Collection<Right> granted) {
        CurrentUser.login().ifPresent(login -> {
            var company = reader.read();
            if (!isLimited(login, company)) {
                return;
            }
            for (var right : granted) {
                var needed = right.scope() == Scope.OWN ? right : new Right(right.section(), right.action(), Scope.ALL);
                if (!company.standing(login).holds(needed)) {
                    throw new Refusal("staff.givesMoreThanHas", name, right.action(), right.section(), right.scope());
                }
            }
        });
    }

    private void tell(String login, String kind, List<Right> rights) {
        if (!rights.isEmpty()) {
            history.tell(new History.Change("employee:" + login, kind)
                    .because(rights.stream().map(Right::toString).collect(Collectors.joining(" "))));
        }
    }
}
