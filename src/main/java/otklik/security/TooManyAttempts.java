package otklik.security;

import java.time.Instant;
import org.springframework.security.authentication.LockedException;

/** Nothing was checked: the account or the address has to wait. The same for logins that exist and for others. */
final class TooManyAttempts extends LockedException {
    private final Instant until;

    TooManyAttempts(Instant until) {
        super("Too many attempts");
        this.until = until;
    }

    Instant until() {
        return until;
    }
}
