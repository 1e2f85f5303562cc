package otklik.telephony.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.security.CurrentUser;
import otklik.telephony.CallState;
import otklik.telephony.Callers;
import otklik.telephony.Direction;
import otklik.telephony.PhoneCall;
import otklik.telephony.PhoneCalls;
import otklik.telephony.PhoneNumbers;
import otklik.ui.Corner;
import otklik.ui.Live;
import otklik.ui.Parts;
import otklik.ui.Stopwatch;
import otklik.ui.Texts;

/**
 * What rings and goes on for the person, above every screen: who calls, with the way to the card. Calls that a process has ordered stand at
 * their task and not here.
 */
@Configuration
class CallCorner {
    @Bean
    Corner callsNow(CallScreens screens, Clock clock) {
        return () -> new CallsNow(screens, clock);
    }

    private static final class CallsNow extends Div {
        private final transient CallScreens screens;
        private final transient Clock clock;
        private final String login = CurrentUser.login().orElseThrow();
        private transient List<PhoneCall> shown = List.of();

        CallsNow(CallScreens screens, Clock clock) {
            this.screens = screens;
            this.clock = clock;
            addClassName("calls-now");
            getElement().setAttribute("role", "status");
            getElement().setAttribute("aria-live", "assertive");
            Live.refresh(this, screens.signals(), Set.of(PhoneCalls.topic(login)), this::refresh);
            refresh();
        }

        private void refresh() {
            var now = screens.calls().live(login).stream()
                    .filter(call ->
                            call.direction() == Direction.INCOMING || call.key().startsWith(PhoneCalls.CLICK))
                    .toList();
            if (now.equals(shown)) {
                return;
            }
            sayWhatEnded(now);
            shown = now;
            removeAll();
            var cards = screens.cards(now);
            now.forEach(call -> add(card(call, cards)));
        }

        private void sayWhatEnded(List<PhoneCall> now) {
            shown.stream()
                    .filter(before -> now.stream().noneMatch(call -> call.id() == before.id()))
                    .flatMap(before -> screens.calls().find(before.key()).stream())
                    .filter(call -> call.cause() != null)
                    .forEach(call -> Parts.done(PhoneNumbers.shown(call.number()) + ": "
                            + t("telephony.CallCause." + call.cause())
                            + screens.calls()
                                    .problem(call.key())
                                    .map(problem -> ". " + problem.in(Texts.locale()))
                                    .orElse("")));
        }

        private Div card(PhoneCall call, Map<String, Callers.Caller> cards) {
            var caller = cards.get(call.number());
            var number = call.number().isEmpty() ? t("telephony.withheld") : PhoneNumbers.shown(call.number());
            var isTalk = call.state() == CallState.ANSWERED;
            var head = Parts.row("line", CallScreens.tag(call));
            var answered = call.answeredAt();
            if (isTalk && answered != null) {
                head.add(new Stopwatch(Duration.between(answered, clock.instant()), "#"));
            }
            head.add(Parts.row("grow"), Parts.text("muted", t(call.direction())));
            var who = caller == null ? Parts.text("call-who", number) : Parts.text("call-who", caller.name());
            var card = Parts.row("call-now", head, who);
            if (caller != null) {
                card.add(Parts.text("muted", number));
            }
            card.add(Parts.row("line", buttons(call, caller).toArray(Button[]::new)));
            return card;
        }

        private List<Button> buttons(PhoneCall call, Callers.@org.jspecify.annotations.Nullable Caller caller) {
            var buttons = new ArrayList<Button>();
            var isTalk = call.state() == CallState.ANSWERED;
            if (call.direction() == Direction.INCOMING
                    && !isTalk
                    && screens.calls().canTake(call.key())) {
                buttons.add(Parts.primary(new Button(
                        t("telephony.take"),
                        click -> Parts.attempt(() -> {
                            screens.calls().take(call.key());
                            if (caller != null) {
                                open(caller.path());
                            }
                        }))));
            }
            if (caller != null) {
                buttons.add(new Button(t("telephony.card"), click -> open(caller.path())));
            } else if (!call.number().isEmpty()) {
                buttons.add(new Button(
                        t("telephony.search"),
                        click -> open("companies?q=" + call.number().substring(1))));
            }
            if (call.state() == CallState.IN_DOUBT || call.state() == CallState.DIALLING) {
                buttons.add(new Button(
                        t("telephony.talking"),
                        click -> Parts.attempt(() -> screens.calls().say(call.key(), true))));
            }
            var end = new Button(
                    t(
                            isTalk
                                    ? "telephony.hangUp"
                                    : call.direction() == Direction.INCOMING
                                            ? "telephony.decline"
                                            : "telephony.cancel"),
                    click -> Parts.attempt(() -> screens.calls().hangUp(call.key())));
            buttons.add(end);
            buttons.forEach(button -> button.addThemeVariants(ButtonVariant.LUMO_SMALL));
            return buttons;
        }

        private void open(String path) {
            getUI().ifPresent(ui -> ui.navigate(path));
        }
    }
}
