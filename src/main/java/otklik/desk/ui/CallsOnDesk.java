package otklik.desk.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.telephony.CallCause;
import otklik.telephony.PhoneCall;
import otklik.telephony.PhoneCalls;
import otklik.ui.DeskCase;
import otklik.ui.DeskPanel;
import otklik.ui.Live;
import otklik.ui.Parts;
import otklik.ui.Parts.Tone;
import otklik.ui.Texts;

/** The calls with the client on the manager's screen: when, who, for how long, how they ended, and what was recorded (S3.14). */
@org.springframework.stereotype.Component
class CallsOnDesk implements DeskPanel {
    private static final int SHOWN = 5;
    private static final long MINUTE = 60;

    private final PhoneCalls calls;
    private final Accounts accounts;
    private final Policy policy;
    private final Signals signals;
    private final Texts texts;

    CallsOnDesk(PhoneCalls calls, Accounts accounts, Policy policy, Signals signals, Texts texts) {
        this.calls = calls;
        this.accounts = accounts;
        this.policy = policy;
        this.signals = signals;
        this.texts = texts;
    }

    @Override
    public String title() {
        return "desk.calls";
    }

    @Override
    public Place place() {
        return Place.RIGHT;
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public Optional<Component> of(DeskCase shown) {
        return shown.phone() == null ? Optional.empty() : Optional.of(new Log(shown.phone()));
    }

    private final class Log extends Div {
        private final String phone;

        Log(String phone) {
            this.phone = phone;
            addClassName("stack");
            refresh();
            CurrentUser.login()
                    .ifPresent(login -> Live.refresh(this, signals, Set.of(PhoneCalls.topic(login)), this::refresh));
        }

        private void refresh() {
            removeAll();
            var known = calls.ofNumbers(List.of(phone), SHOWN);
            known.forEach(call -> add(line(call)));
            if (known.isEmpty()) {
                add(Parts.text("muted", t("desk.calls.none")));
            }
        }

        private Div line(PhoneCall call) {
            var cause = call.cause();
            var talk = call.talk().toSeconds();
            var words = cause == null || call.endedAt() == null
                    ? t(call.state())
                    : cause == CallCause.ANSWERED ? "%d:%02d".formatted(talk / MINUTE, talk % MINUTE) : t(cause);
            var line = Parts.row(
                    "desk-line",
                    Parts.tag(cause == CallCause.ANSWERED ? Tone.OK : Tone.PLAN, words),
                    Parts.text("ell", call.login() == null ? "" : accounts.nameOf(call.login())),
                    Parts.moment(texts, call.orderedAt()));
            if (call.recording() != null
                    && policy.reach(Section.CALLS, Action.VIEW).covers(call.login())) {
                line.add(Parts.file("files/calls/" + call.id(), t("desk.calls.recording")));
            }
            return line;
        }
    }
}
