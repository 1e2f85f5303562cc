package otklik.staff;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.engine.OneNodeAtATime;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Role;

/** The employees. Answers from a snapshot that is at most five seconds old: names and rights are asked for on every screen. */
@Service
public class Employees implements Accounts {
    private static final Duration SNAPSHOT_LIFE = Duration.ofSeconds(5);
    private static final Pattern LOGIN = Pattern.compile("[a-z0-9]{2,64}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+|[^@\\s]+@localhost");
    private static final int SHORTEST_PASSWORD = 8;

    private final EmployeeRepository employees;
    private final PasswordEncoder passwords;
    private final History history;
    private final OneNodeAtATime oneNode;
    private final Clock clock;
    private volatile @Nullable Snapshot snapshot;

    Employees(
            EmployeeRepository employees,
            PasswordEncoder passwords,
            History history,
            OneNodeAtATime oneNode,
            Clock clock) {
        this.employees = employees;
        this.passwords = passwords;
        this.history = history;
        this.oneNode = oneNode;
        this.clock = clock;
    }

    private record Snapshot(Instant at, Map<String, Account> byLogin) {}

    @Override
    public Optional<Account> byLogin(String login) {
        return Optional.ofNullable(fresh().byLogin().get(login));
    }

    @Override
    public List<Account> all() {
        return List.copyOf(fresh().byLogin().values());
    }

    @Override
    @Transactional
    public void prefer(String login, Locale language, boolean dark) {
        employees.findByLogin(login).ifPresent(employee -> employee.prefer(language, dark));
        snapshot = null;
    }

    /** Whether nobody is there yet: then the first visitor may become the administrator, once. */
    public boolean isEmpty() {
        return employees.count() == 0;
    }

    /** Creates the administrator of an empty system; refused when anybody is there already. */
    public void addFirstAdministrator(String login, String name, String email, String password, Locale language) {
        oneNode.run(() -> {
            if (!isEmpty()) {
                throw new Refusal("staff.alreadySetUp");
            }
            if (password.length() < SHORTEST_PASSWORD) {
                throw new Refusal("staff.passwordTooShort", SHORTEST_PASSWORD);
            }
            add(login, name, email, password, Set.of(Role.ADMINISTRATOR), language);
        });
        snapshot = null;
    }

    /** Adds an active employee; refused with the name of the field that is wrong. */
    @Transactional
    public void add(String login, String name, String email, String password, Set<Role> roles, Locale language) {
        if (!LOGIN.matcher(login).matches()) {
            throw new Refusal("staff.wrongLogin", login);
        }
        if (employees.findByLogin(login).isPresent()) {
            throw new Refusal("staff.loginTaken", login);
        }
        if (name.isBlank()) {
            throw new Refusal("staff.nameMissing");
        }
        if (!EMAIL.matcher(email).matches()) {
            throw new Refusal("staff.wrongEmail", email);
        }
        employees.save(
                new Employee(login, name.strip(), email, passwords.encode(password), roles, language, clock.instant()));
        history.tell(new History.Change("employee:" + login, "employeeAdded").from(null, name.strip()));
        snapshot = null;
    }

    private Snapshot fresh() {
        var known = snapshot;
        var now = clock.instant();
        if (known == null || known.at().plus(SNAPSHOT_LIFE).isBefore(now)) {
            var byLogin = new LinkedHashMap<String, Account>();
            employees.findAll().stream()
                    .map(Employee::account)
                    .sorted(Comparator.comparing(Account::name))
                    .forEach(account -> byLogin.put(account.login(), account));
            known = new Snapshot(now, byLogin);
            snapshot = known;
        }
        return known;
    }
}
