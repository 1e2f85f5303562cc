package otklik.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import otklik.customers.ClientZone;

/**
 * Why the program does not dial.
 *
 * @param rule the first that fails; none where it may dial
 * @param opens when the client may be called next; where the window is closed
 * @param zone where the client is
 */
public record WhyNotDialled(@Nullable DialRule rule, @Nullable Instant opens, ClientZone.Zone zone) {
    public boolean mayDial() {
        return rule == null;
    }
}
