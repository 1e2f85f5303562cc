package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.EmailField;
import java.time.Instant;
import java.util.Optional;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.staff.Activations;
import otklik.staff.Invitation;
import otklik.staff.InvitationState;
import otklik.ui.Live;
import otklik.ui.Parts;
import otklik.ui.Parts.Tone;
import otklik.ui.Texts;

/** How far an invited person has come in, and what an administrator can do about it (E80). */
@org.springframework.stereotype.Component
class ActivationPart implements EmployeeCardPart {
    private static final int ORDER = 10;

    private final Activations activations;
    private final Policy policy;
    private final Signals signals;
    private final Texts texts;

    ActivationPart(Activations activations, Policy policy, Signals signals, Texts texts) {
        this.activations = activations;
        this.policy = policy;
        this.signals = signals;
        this.texts = texts;
    }

    @Override
    public String title() {
        return "staff.activation.title";
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public Optional<Component> component(String login, Runnable changed) {
        return activations.invitation(login).map(invitation -> {
            var part = Parts.row("activation");
            part.setId("activation");
            show(part, login, invitation, changed);
            // The person opens the letter while the administrator looks at the card.
            Live.refresh(part, signals, topic -> topic.equals("employee:" + login), () -> activations
                    .invitation(login)
                    .ifPresent(now -> show(part, login, now, changed)));
            return part;
        });
    }

    private void show(Div part, String login, Invitation invitation, Runnable changed) {
        part.removeAll();
        part.add(Parts.row(
                "line",
                Parts.tag(tone(invitation.state()), t(invitation.state())),
                Parts.text("muted", t("staff.activation.letter", invitation.letters(), invitation.sentTo()))));
        var dates = Parts.row("dates");
        date(dates, t("staff.activation.sentAt"), invitation.sentAt());
        date(dates, t("staff.activation.openedAt"), invitation.openedAt());
        if (invitation.isOpen()) {
            var key =
                    texts.isPast(invitation.expiresAt()) ? "staff.activation.expiredAt" : "staff.activation.expiresAt";
            date(dates, t(key), invitation.expiresAt());
        }
        date(dates, t("staff.activation.activatedAt"), invitation.activatedAt());
        part.add(dates);
        if (invitation.isOpen() && policy.may(Section.EMPLOYEES, Action.CHANGE)) {
            var again = new Button(t("staff.activation.sendAgain"), click -> {
                if (Parts.attempt(() -> activations.sendAgain(login))) {
                    Parts.done(t("staff.activation.resent", invitation.sentTo()));
                    changed.run();
                }
            });
            again.setId("activation-again");
            var correct = new Button(t("staff.activation.correct"), click -> correct(login, invitation, changed));
            correct.setId("activation-correct");
            part.add(Parts.row("line", again, correct));
        }
    }

    private void date(Div dates, String label, @org.jspecify.annotations.Nullable Instant moment) {
        if (moment != null) {
            dates.add(Parts.row("line", Parts.text("muted", label), Parts.moment(texts, moment)));
        }
    }

    private void correct(String login, Invitation invitation, Runnable changed) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(t("staff.activation.correct"));
        dialog.setWidth("420px");
        var address = new EmailField(t("staff.activation.address"));
        address.setValue(invitation.sentTo());
        address.setWidthFull();
        address.setAutoselect(true);
        dialog.add(new Paragraph(t("staff.activation.correct.text")), address);
        dialog.getFooter()
                .add(
                        new Button(t("ui.cancel"), click -> dialog.close()),
                        Parts.primary(Parts.button(t("staff.activation.correct"), "Ctrl+Enter", "Ctrl ↵", () -> {
                            try {
                                activations.correctAddress(login, address.getValue());
                                dialog.close();
                                Parts.done(t("staff.activation.resent", address.getValue()));
                                changed.run();
                            } catch (Refusal refusal) {
                                address.setInvalid(true);
                                address.setErrorMessage(refusal.in(Texts.locale()));
                                address.focus();
                            }
                        })));
        dialog.open();
        address.focus();
    }

    private static Tone tone(InvitationState state) {
        return switch (state) {
            case ACTIVATED -> Tone.OK;
            case EXPIRED, NOT_DELIVERED -> Tone.LATE;
            case OPENED -> Tone.TODAY;
            case QUEUED, SENT -> Tone.PLAN;
            case WITHDRAWN -> Tone.NONE;
        };
    }
}
