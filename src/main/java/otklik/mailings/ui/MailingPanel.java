package otklik.mailings.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import java.util.Map;
import otklik.batches.Batch;
import otklik.batches.ui.BatchPanel;
import otklik.mail.OutgoingLetter.State;
import otklik.mailings.Mailings;
import otklik.ui.Parts;

/** Which letters of a mailing arrived: they go out after the batch has written them down. */
@org.springframework.stereotype.Component
class MailingPanel implements BatchPanel {
    private static final State[] ORDER = {
        State.SENT,
        State.QUEUED,
        State.SENDING,
        State.IN_DOUBT,
        State.FAILED,
        State.BOUNCED,
        State.WITHHELD,
        State.ABANDONED
    };

    private final Mailings mailings;

    MailingPanel(Mailings mailings) {
        this.mailings = mailings;
    }

    @Override
    public String kind() {
        return Mailings.KIND;
    }

    @Override
    public Component panel(Batch batch) {
        var counts = mailings.delivery(batch.id());
        var tags = Parts.row("tools", Parts.text("muted", t("mailings.delivery")));
        for (var state : ORDER) {
            var count = counts.getOrDefault(state, 0);
            if (count > 0 || state == State.SENT) {
                tags.add(Parts.tag(tone(state), t("mail.State." + state.name()) + " " + count));
            }
        }
        var panel = Parts.row("mailing", tags);
        if (hasTroubles(counts)) {
            panel.add(troubles(batch));
        }
        return panel;
    }

    private static boolean hasTroubles(Map<State, Integer> counts) {
        return counts.keySet().stream().anyMatch(state -> tone(state) == Parts.Tone.LATE || state == State.WITHHELD);
    }

    private Component troubles(Batch batch) {
        var list = Parts.row("body");
        for (var trouble : mailings.troubles(batch.id())) {
            var company = Parts.link("companies/" + trouble.company(), trouble.company());
            list.add(Parts.row(
                    "line",
                    Parts.tag(
                            tone(trouble.state()),
                            t("mail.State." + trouble.state().name())),
                    company,
                    Parts.text("", trouble.to()),
                    Parts.text("muted", trouble.reason() == null ? "" : trouble.reason())));
        }
        return new Details(t("mailings.delivery.troubles"), list);
    }

    static Parts.Tone tone(State state) {
        return switch (state) {
            case SENT -> Parts.Tone.OK;
            case QUEUED, SENDING -> Parts.Tone.PLAN;
            case IN_DOUBT -> Parts.Tone.TODAY;
            case FAILED, BOUNCED -> Parts.Tone.LATE;
            case WITHHELD, ABANDONED -> Parts.Tone.NONE;
        };
    }
}
