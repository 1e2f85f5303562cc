package otklik.desk.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import otklik.calls.AttemptState;
import otklik.calls.DialRule;
import otklik.calls.WhyNotDialled;
import otklik.kernel.Parameter;
import otklik.security.CurrentUser;
import otklik.security.WorkMode;
import otklik.telephony.CallCause;
import otklik.telephony.CallState;
import otklik.telephony.Direction;
import otklik.telephony.PhoneCall;
import otklik.telephony.PhoneNumbers;
import otklik.ui.Countdown;
import otklik.ui.DeskCase;
import otklik.ui.Parts;
import otklik.ui.Stopwatch;
import otklik.ui.Texts;
import otklik.work.WorkItem;

/**
 * The call of the task: dialled by a key or by the autodialler, how it stands, for how long people talk, and what only the person can say
 * where the provider is silent (E31).
 */
class CallStrip extends Div {
    private final transient DeskParts parts;
    private final transient WorkItem item;
    private final transient DeskCase shown;
    private final String login = CurrentUser.login().orElseThrow();
    private final boolean isAutodial;
    private String drawn = "";
    private boolean isTalking;

    CallStrip(DeskParts parts, WorkItem item, DeskCase shown) {
        this.parts = parts;
        this.item = item;
        this.shown = shown;
        this.isAutodial = parts.accounts()
                .byLogin(login)
                .filter(account -> account.workMode() == WorkMode.CONVEYOR_AUTODIAL)
                .isPresent();
        addClassName("desk-call");
        getElement().setAttribute("role", "status");
    }

    boolean isTalking() {
        return isTalking;
    }

    /** Orders the call where the person has the autodialler and the rules allow it; else says which rule does not. */
    void begin() {
        if (isAutodial
                && shown.phone() != null
                && parts.attempts().ofTask(item.taskId()).isEmpty()
                && parts.attempts().whyNot(item).mayDial()) {
            dial();
        }
        refresh();
    }

    void refresh() {
        var call = current();
        isTalking = call.filter(one -> one.state() == CallState.ANSWERED && !isOther(one))
                .isPresent();
        var state = call.map(one -> one.key() + one.state() + one.cause()).orElse("none") + isAsked();
        if (state.equals(drawn)) {
            return;
        }
        drawn = state;
        removeAll();
        call.ifPresentOrElse(this::draw, this::drawNone);
    }

    /**
     * The call that the person is in, whatever it is about: who finished the last task while he was still talking hangs up here; else the
     * newest call of the case by this person since the task is in his hands.
     */
    private Optional<PhoneCall> current() {
        return parts.calls().live(login).stream()
                .filter(call -> call.direction() == Direction.OUTGOING || call.state() == CallState.ANSWERED)
                .min(Comparator.comparing(this::isOther))
                .or(() -> parts.calls().ofCase(item.businessKey(), 0, 1).stream()
                        .filter(call -> login.equals(call.login()))
                        .filter(call -> call.endedAt() == null || isRecent(call.endedAt()))
                        .findFirst());
    }

    /** Whether it is about something else than this task. */
    private boolean isOther(PhoneCall call) {
        return !item.businessKey().equals(call.caseKey());
    }

    private boolean isRecent(Instant ended) {
        return ended.plus(wrapUp().multipliedBy(2)).isAfter(parts.clock().instant());
    }

    private Duration wrapUp() {
        return parts.parameters().duration(Parameter.WRAP_UP);
    }

    private void drawNone() {
        if (shown.phone() == null) {
            return;
        }
        var why = parts.attempts().whyNot(item);
        if (isAutodial && why.rule() != null && why.rule() != DialRule.NO_CALL) {
            var tag = Parts.tag(Parts.Tone.TODAY, t("desk.call.not", Texts.t(why.rule())));
            if (why.opens() != null) {
                tag.setTitle(t("desk.call.opens", parts.texts().moment(why.opens())));
            }
            add(tag);
        }
        add(small("desk.call.dial", "KeyD", "D", this::dial));
    }

    private void draw(PhoneCall call) {
        if (isOther(call)) {
            add(Parts.text("muted", t("desk.call.other", PhoneNumbers.shown(call.number()))));
        }
        switch (call.state()) {
            case ORDERED, DIALLING, RINGING -> {
                add(tag(Parts.Tone.TODAY, call), since(call.orderedAt()));
                add(small("desk.call.hangUp", "KeyH", "H", () -> parts.calls().hangUp(call.key())));
                if (isAsked() && !isOther(call)) {
                    drawSafety(call);
                }
            }
            case IN_DOUBT -> {
                add(tag(Parts.Tone.LATE, call));
                drawSafety(call);
                add(small("desk.call.hangUp", "KeyH", "H", () -> parts.calls().hangUp(call.key())));
            }
            case ANSWERED -> {
                var answered = call.answeredAt() == null ? call.orderedAt() : call.answeredAt();
                var online = new Stopwatch(
                        Duration.between(answered, parts.clock().instant()), "● " + t("desk.call.online") + " #");
                online.getElement().getClassList().addAll(java.util.List.of("tag", "ok"));
                getElement().appendChild(online.getElement());
                if (!isOther(call)) {
                    add(small("desk.call.machine", "KeyM", "M", () -> parts.calls()
                            .machine(call.key())));
                }
                add(small("desk.call.hangUp", "KeyH", "H", () -> parts.calls().hangUp(call.key())));
            }
            case ENDED -> {
                add(tag(Parts.Tone.PLAN, call));
                drawWrapUp(call);
                add(small("desk.call.again", "KeyD", "D", this::dial));
            }
        }
    }

    /** Whether the provider has been silent for so long that only the person knows. */
    private boolean isAsked() {
        return parts.attempts()
                .ofTask(item.taskId())
                .filter(attempt -> attempt.state() == AttemptState.ASKED)
                .isPresent();
    }

    /** After a talk some seconds to write down what was said. */
    private void drawWrapUp(PhoneCall call) {
        if (call.cause() == CallCause.ANSWERED && call.endedAt() != null) {
            var left = Duration.between(parts.clock().instant(), call.endedAt().plus(wrapUp()));
            if (!left.isNegative()) {
                add(new Countdown(left, t("desk.call.wrapUp")));
            }
        }
    }

    /** What the provider does not say the person says. */
    private void drawSafety(PhoneCall call) {
        add(
                new Span(t("desk.call.asked")),
                small("desk.call.talking", "KeyT", "T", () -> parts.calls().say(call.key(), true)),
                small("desk.call.nobody", "KeyN", "N", () -> parts.calls().say(call.key(), false)));
    }

    private static Span tag(Parts.Tone tone, PhoneCall call) {
        var words = t(call.state());
        return Parts.tag(tone, call.cause() == null ? words : words + ": " + t(call.cause()));
    }

    private Stopwatch since(Instant moment) {
        var clock = new Stopwatch(Duration.between(moment, parts.clock().instant()), "#");
        clock.getElement().getClassList().add("faint");
        return clock;
    }

    private Button small(String title, String key, String label, Runnable act) {
        var button = Parts.button(t(title), key, label, () -> {
            Parts.attempt(act);
            refresh();
        });
        button.addThemeVariants(ButtonVariant.LUMO_SMALL);
        return button;
    }

    /** What becomes of a call that a person wishes himself where the program would not make it. */
    enum ByHand {
        REFUSED,
        /** He says whether it is to be made all the same. */
        ASKED,
        /** The rule speaks of what the program dials by itself only. */
        CALLED
    }

    static ByHand byHand(DialRule rule) {
        return switch (rule) {
            case NO_CALL, NO_FLOW -> ByHand.CALLED;
            case CLOSED_WINDOW, CLOSED_WINDOW_ASSUMED -> ByHand.ASKED;
            default -> ByHand.REFUSED;
        };
    }

    /** By the rules of attempts where the flow has them; else a call like any other. */
    private void dial() {
        var phone = shown.phone();
        if (phone == null) {
            return;
        }
        var why = parts.attempts().whyNot(item);
        var rule = why.rule();
        var byHand = rule == null ? ByHand.REFUSED : byHand(rule);
        if (byHand == ByHand.CALLED) {
            call(phone);
        } else if (byHand == ByHand.ASKED) {
            ask(phone, why);
        } else {
            // Under the rules once more: what has changed since refuses.
            Parts.attempt(() -> parts.attempts().begin(login, item));
        }
        drawn = "";
        refresh();
    }

    private void call(String phone) {
        Parts.attempt(() -> parts.calls().call(phone, item.businessKey()));
        drawn = "";
        refresh();
    }

    private void ask(String phone, WhyNotDialled why) {
        var opens = why.opens();
        var dialog = new Dialog(new Paragraph(t("desk.call.closed.text")
                + (opens == null ? "" : " " + t("desk.call.opens", parts.texts().moment(opens)) + ".")));
        dialog.setHeaderTitle(t("desk.call.closed.title", PhoneNumbers.shown(phone)));
        dialog.setWidth("420px");
        dialog.getFooter()
                .add(
                        new Button(t("ui.cancel"), click -> dialog.close()),
                        Parts.primary(Parts.button(t("desk.call.dial"), "Ctrl+Enter", "Ctrl ↵", () -> {
                            dialog.close();
                            call(phone);
                        })));
        dialog.open();
    }
}
