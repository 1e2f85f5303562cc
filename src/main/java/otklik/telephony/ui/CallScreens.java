package otklik.telephony.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.Policy;
import otklik.telephony.CallCause;
import otklik.telephony.CallState;
import otklik.telephony.Callers;
import otklik.telephony.PhoneCall;
import otklik.telephony.PhoneCalls;
import otklik.ui.Numbers;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** What the screens of calls need of other parts, and the words for a call. */
@Component
record CallScreens(
        PhoneCalls calls,
        List<Callers> callers,
        Numbers numbers,
        Accounts accounts,
        Policy policy,
        Signals signals,
        Texts texts) {

    /** The cards that the person of the screen may see; one query for all of them. */
    Map<String, Callers.Caller> cards(Collection<PhoneCall> shown) {
        var numbers = shown.stream().map(PhoneCall::number).distinct().toList();
        var found = new HashMap<String, Callers.Caller>();
        callers.forEach(source -> source.of(numbers).forEach(found::putIfAbsent));
        return found;
    }

    static Span tag(PhoneCall call) {
        var cause = call.cause();
        if (call.state() != CallState.ENDED || cause == null) {
            return Parts.tag(
                    switch (call.state()) {
                        case ANSWERED -> Parts.Tone.OK;
                        case IN_DOUBT -> Parts.Tone.LATE;
                        default -> Parts.Tone.TODAY;
                    },
                    t(call.state()));
        }
        return Parts.tag(tone(cause), t(cause));
    }

    private static Parts.Tone tone(CallCause cause) {
        return switch (cause) {
            case ANSWERED -> Parts.Tone.OK;
            case PROVIDER_SILENT, PROVIDER_FAILED, INVALID_NUMBER -> Parts.Tone.LATE;
            case CANCELLED -> Parts.Tone.PLAN;
            default -> Parts.Tone.TODAY;
        };
    }

    /** Minutes and seconds. */
    static String length(Duration talk) {
        return talk.isZero() ? "" : "%d:%02d".formatted(talk.toMinutes(), talk.toSecondsPart());
    }
}
