package otklik.activities.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import java.util.Set;
import otklik.activities.Activities;
import otklik.activities.Activity;
import otklik.activities.FollowUp;
import otklik.activities.ui.ActivityDialogs.With;
import otklik.customers.CompanyCard;
import otklik.customers.ui.CompanyPanel;
import otklik.ui.Live;
import otklik.ui.Parts;

/** The tab of a company that shows what is planned with it and what was done. */
@org.springframework.stereotype.Component
class ActivityPanel implements CompanyPanel {
    private final ActivityParts parts;
    private final ActivityDialogs dialogs;

    ActivityPanel(ActivityParts parts, ActivityDialogs dialogs) {
        this.parts = parts;
        this.dialogs = dialogs;
    }

    @Override
    public String key() {
        return "activities";
    }

    @Override
    public String title() {
        return "activities.title";
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public Component panel(CompanyCard company) {
        return new Panel(company);
    }

    /** What is planned above, what was done below; a page of the latter at a time. */
    private final class Panel extends Div {
        private static final int PAGE = 20;

        private final transient CompanyCard company;
        private final transient With with;
        private final Div planned = Parts.row("acts");
        private final Div closed = Parts.row("acts");
        private int shown = PAGE;

        Panel(CompanyCard company) {
            this.company = company;
            this.with = new With(
                    company.number(),
                    company.name(),
                    company.form().zone() == null
                            ? null
                            : java.time.ZoneId.of(company.form().zone()),
                    company.form().responsible());
            addClassName("acts-tab");
            if (parts.activities().mayCreate(company.form().responsible()) && Activities.isOpenForNotes(company)) {
                add(acts());
            }
            add(new H2(t("activities.section.planned")), planned, new H2(t("activities.section.closed")), closed);
            refresh();
            Live.refresh(this, parts.signals(), Set.of(company.number()), this::refresh);
        }

        /** Who is not to be disturbed may call himself: that is noted, and nothing follows. */
        private Div acts() {
            var isOpen = Activities.isOpenForPlans(company);
            var acts = Parts.row("line");
            if (isOpen) {
                acts.add(Parts.primary(Parts.button(
                        t("activities.plan"),
                        "KeyA",
                        "A",
                        () -> dialogs.plan(with, FollowUp.TOMORROW_MORNING, this::refresh))));
            }
            acts.add(Parts.button(
                    t("activities.done.note"), "KeyD", "D", () -> dialogs.note(with, isOpen, this::refresh)));
            if (isOpen) {
                acts.add(
                        ActivityParts.small(t("activities.notReached"), () -> dialogs.notReached(with, this::refresh)));
            }
            if (isOpen && dialogs.mayAskForRemoval(with)) {
                acts.add(ActivityParts.small(
                        t("activities.removal"), () -> dialogs.asksToBeRemoved(with, this::refresh)));
            }
            return acts;
        }

        private void refresh() {
            planned.removeAll();
            var open = parts.activities().planned(company.number());
            var closable = parts.activities().closable(open);
            open.forEach(activity -> planned.add(line(activity, closable)));
            if (open.isEmpty()) {
                planned.add(Parts.row(
                        "line",
                        Parts.tag(Parts.Tone.NONE, t("activities.nothingPlanned")),
                        Parts.text("muted", t("activities.nothingPlanned.hint"))));
            } else if (open.size() == Activities.SHOWN) {
                planned.add(Parts.text("muted", t("activities.more", Activities.SHOWN)));
            }
            closed.removeAll();
            parts.activities()
                    .closed(company.number(), 0, shown)
                    .forEach(activity -> closed.add(line(activity, Set.of())));
            int total = parts.activities().countClosed(company.number());
            if (total == 0) {
                closed.add(Parts.text("muted", t("activities.nothingClosed")));
            } else if (total > shown) {
                closed.add(ActivityParts.small(t("activities.earlier", total - shown), () -> {
                    shown += PAGE;
                    refresh();
                }));
            }
        }

        private Div line(Activity activity, Set<String> closable) {
            var title = new Anchor("activities/" + activity.number(), activity.title());
            title.getElement().setAttribute("router-link", true);
            var text = Parts.row("act-text", title, parts.meta(activity));
            if (!activity.description().isBlank()) {
                text.add(Parts.text("act-words", activity.description()));
            }
            var outcome = activity.outcome();
            if (!activity.isPlanned() && !activity.result().isBlank()) {
                text.add(Parts.text("act-words", (outcome == null ? "" : t(outcome) + ": ") + activity.result()));
            }
            if (activity.isPlanned()) {
                text.add(buttons(activity, closable));
            }
            return Parts.row("act", parts.tag(activity), text);
        }

        private Div buttons(Activity activity, Set<String> closable) {
            var buttons = Parts.row("line");
            if (closable.contains(activity.number())) {
                buttons.add(ActivityParts.small(t("activities.close"), () -> dialogs.close(activity, this::refresh)));
            }
            if (parts.activities().mayChange(activity)) {
                buttons.add(
                        ActivityParts.small(t("activities.move"), () -> dialogs.move(activity, this::refresh)),
                        ActivityParts.small(t("activities.handOver"), () -> dialogs.handOver(activity, this::refresh)),
                        ActivityParts.small(t("activities.cancel"), () -> dialogs.cancel(activity, this::refresh)));
            }
            return buttons;
        }
    }
}
