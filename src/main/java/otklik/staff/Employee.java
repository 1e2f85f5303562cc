package otklik.staff;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.security.Account;
import otklik.security.Role;

@Entity
@Table(name = "employee")
class Employee {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String login;
    private String name;
    private String email;
    private String passwordHash;
    private boolean active;
    private String language;
    private boolean dark;
    private Instant createdAt;

    @Version
    private long version;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "employee_role", joinColumns = @JoinColumn(name = "employee_id"))
    @Enumerated(EnumType.STRING)
    @Column(name = "role")
    private Set<Role> roles;

    @SuppressWarnings("NullAway.Init")
    protected Employee() {
        // for JPA
    }

    Employee(
            String login,
            String name,
            String email,
            String passwordHash,
            Set<Role> roles,
            Locale language,
            Instant now) {
        this.login = login;
        this.name = name;
        this.email = email;
        this.passwordHash = passwordHash;
        this.roles = EnumSet.copyOf(roles);
        this.language = language.getLanguage();
        this.active = true;
        this.createdAt = now;
    }

    void prefer(Locale newLanguage, boolean newDark) {
        this.language = newLanguage.getLanguage();
        this.dark = newDark;
    }

    Account account() {
        return new Account(
                login, name, email, passwordHash, Set.copyOf(roles), active, Locale.forLanguageTag(language), dark);
    }
}
