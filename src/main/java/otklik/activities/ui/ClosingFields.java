package otklik.activities.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import otklik.activities.Activities;
import otklik.activities.ActivityOutcome;
import otklik.activities.FollowUp;
import otklik.security.CurrentUser;
import otklik.ui.FormErrors;
import otklik.work.DayOffer;

/** What is asked when an activity is closed: what came of it, in words, and what follows. */
class ClosingFields extends Div {
    /** A quick choice, or a moment that is asked for afterwards. */
    private record Next(@Nullable FollowUp followUp) {}

    private final RadioButtonGroup<ActivityOutcome> outcome = new RadioButtonGroup<>(t("activities.outcome"));
    private final TextArea result = new TextArea(t("activities.result"));
    private final RadioButtonGroup<Next> next = new RadioButtonGroup<>(t("activities.next"));
    private final TextField nextTitle = new TextField(t("activities.nextTitle"));

    ClosingFields(ActivityParts parts, FormErrors errors, @Nullable ZoneId zone, String title) {
        addClassName("form");
        outcome.setItems(ActivityOutcome.values());
        outcome.setItemLabelGenerator(value -> t(value));
        outcome.setValue(ActivityOutcome.DONE);
        result.setMaxLength(Activities.LONGEST_TEXT);
        result.setRequiredIndicatorVisible(true);
        result.setWidthFull();
        result.setMinHeight("84px");
        result.setHelperText(t("activities.result.help"));
        var choices = new ArrayList<Next>();
        Arrays.stream(FollowUp.values()).map(Next::new).forEach(choices::add);
        choices.add(new Next(null));
        next.setItems(choices);
        var me = CurrentUser.login().orElse(null);
        var days = me == null
                ? List.<DayOffer>of()
                : parts.capacity().offers(me, parts.zone(zone), parts.clock().instant(), null);
        next.setItemLabelGenerator(choice -> {
            var followUp = choice.followUp();
            if (followUp == null) {
                return t("activities.next.other");
            }
            if (followUp == FollowUp.NONE) {
                return t(followUp);
            }
            var wished = parts.followUps().due(followUp, zone);
            var likely = DayOffer.likely(days, wished);
            return t(followUp) + " · "
                    + (likely.equals(wished)
                            ? parts.texts().moment(wished)
                            : t("activities.next.dayFull", parts.texts().moment(likely)));
        });
        next.setValue(new Next(FollowUp.NONE));
        nextTitle.setMaxLength(Activities.LONGEST_TITLE);
        nextTitle.setWidthFull();
        nextTitle.setValue(title);
        nextTitle.setVisible(false);
        next.addValueChangeListener(
                change -> nextTitle.setVisible(change.getValue().followUp() != FollowUp.NONE));
        add(outcome, errors.add("result", result), next, nextTitle);
    }

    /** Whether one may choose what follows; else nothing does. */
    void offerNext(boolean isOffered) {
        next.setVisible(isOffered);
    }

    ActivityOutcome outcome() {
        return outcome.getValue();
    }

    String result() {
        return result.getValue();
    }

    /** None where the moment is asked for afterwards. */
    FollowUp next() {
        var chosen = next.getValue().followUp();
        return chosen == null ? FollowUp.NONE : chosen;
    }

    boolean isOther() {
        return next.getValue().followUp() == null;
    }

    String nextTitle() {
        return nextTitle.getValue();
    }

    void focus() {
        result.focus();
    }
}
