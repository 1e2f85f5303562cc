package otklik.customers;

import java.util.Collection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import otklik.notices.Notices;
import otklik.security.CaseGuard;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.telephony.CallCause;
import otklik.telephony.CallChanged;
import otklik.telephony.CallMemory;
import otklik.telephony.CallState;
import otklik.telephony.Direction;
import otklik.telephony.PhoneNumbers;

/**
 * Tells a person at the bell that somebody has called and he has not answered. With the number alone: whose it is says the log of calls, to
 * whoever may see the card.
 */
@Configuration
class MissedCalls {
    private static final String KIND = "callMissed";
    private static final String PREFIX = "call:";
    private static final String LOG = "calls";
    private static final int AT_ONCE = 1000;

    private final Notices notices;
    private final CallMemory memory;

    MissedCalls(Notices notices, CallMemory memory) {
        this.notices = notices;
        this.memory = memory;
    }

    @Bean
    static CaseGuard missedCallNotices(Policy policy) {
        return CaseGuard.ofSection(PREFIX, Section.CALLS, policy);
    }

    /** What he declines he has not missed; what was answered after all is told once. */
    @EventListener
    void on(CallChanged change) {
        var call = change.call();
        if (call.direction() == Direction.INCOMING
                && call.state() == CallState.ENDED
                && call.cause() != CallCause.CANCELLED
                && call.answeredAt() == null
                && call.login() != null) {
            var key = PREFIX + call.id();
            notices.tellOnce(call.login(), KIND, key, LOG, PhoneNumbers.shown(call.number()), key);
        }
    }

    /** Before the calls of the numbers are blanked. */
    void forget(Collection<String> numbers) {
        var keys = memory.incoming(numbers).stream().map(id -> PREFIX + id).toList();
        for (var from = 0; from < keys.size(); from += AT_ONCE) {
            notices.forget(keys.subList(from, Math.min(keys.size(), from + AT_ONCE)));
        }
    }
}
