package otklik.staff;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import otklik.security.WorkMode;

@Entity
@Table(name = "employee")
class Employee {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String login;
    private String name;
    private String email;
    private @Nullable String emailKey;
    private String phone;
    private String passwordHash;
    private String language;
    private boolean dark;
    private Instant createdAt;

    @Enumerated(EnumType.STRING)
    private EmployeeKind kind;

    @Enumerated(EnumType.STRING)
    private EmployeeState state;

    private @Nullable Long departmentId;

    @Enumerated(EnumType.STRING)
    private @Nullable WorkMode workMode;

    private @Nullable String zone;
    private @Nullable String workFrom;
    private @Nullable String workUntil;
    private @Nullable String workDays;
    private boolean seesAllProducts;
    private boolean addsAllProducts;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected Employee() {
        // for JPA
    }

    Employee(String login, EmployeeForm form, EmployeeState state, String passwordHash, Instant now) {
        this.login = login;
        this.state = state;
        this.passwordHash = passwordHash;
        this.createdAt = now;
        this.name = "";
        this.email = "";
        this.phone = "";
        this.language = "";
        this.kind = form.kind();
        take(form);
    }

    final void take(EmployeeForm form) {
        name = form.name().strip();
        email = form.email().strip();
        emailKey = state == EmployeeState.LEFT ? null : email.toLowerCase(Locale.ROOT);
        phone = form.phone().strip();
        kind = form.kind();
        departmentId = form.departmentId();
        workMode = form.workMode();
        zone = form.zone();
        var hours = form.hours();
        workFrom = hours == null ? null : hours.from().toString();
        workUntil = hours == null ? null : hours.until().toString();
        workDays = hours == null ? null : hours.daysAsText();
        seesAllProducts = form.seenProducts().every();
        addsAllProducts = form.addedProducts().every();
        language = form.language().getLanguage();
    }

    void prefer(Locale newLanguage, boolean newDark) {
        this.language = newLanguage.getLanguage();
        this.dark = newDark;
    }

    void move(EmployeeState newState) {
        state = newState;
        emailKey = newState == EmployeeState.LEFT ? null : email.toLowerCase(Locale.ROOT);
    }

    void correctEmail(String newEmail) {
        email = newEmail;
        emailKey = newEmail.toLowerCase(Locale.ROOT);
    }

    void setPassword(String hash) {
        passwordHash = hash;
    }

    long id() {
        return java.util.Objects.requireNonNull(id);
    }

    String login() {
        return login;
    }

    String name() {
        return name;
    }

    String email() {
        return email;
    }

    EmployeeState state() {
        return state;
    }

    EmployeeKind kind() {
        return kind;
    }

    long version() {
        return version;
    }
}
