package otklik.activities.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Set;
import otklik.activities.Activities;
import otklik.activities.RepeatedTask;
import otklik.activities.SeriesOfTasks;
import otklik.security.Action;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;

/** The tasks that are given out again and again, and where they are stopped. */
@Route(value = SeriesView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(value = Section.ACTIVITIES, action = Action.CREATE)
class SeriesView extends Div implements HasDynamicTitle {
    static final String PATH = ActivitiesView.PATH + "/series";

    private final transient SeriesOfTasks series;
    private final transient ActivityParts parts;
    private final Div body = Parts.row("body");

    SeriesView(SeriesOfTasks series, ActivityParts parts) {
        this.series = series;
        this.parts = parts;
        addClassNames("page", "one");
        var back = new Anchor(ActivitiesView.PATH, t("activities.title"));
        back.getElement().setAttribute("router-link", true);
        back.addClassName("small");
        add(Parts.row("card", Parts.row("head", new H1(t("activities.series.title")), Parts.row("grow"), back), body));
        refresh();
        Live.refresh(this, parts.signals(), Set.of(Activities.TOPIC), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return t("activities.series.title") + " · " + t("ui.name");
    }

    private void refresh() {
        body.removeAll();
        var all = series.list();
        all.forEach(one -> body.add(line(one)));
        if (all.size() == SeriesOfTasks.SHOWN) {
            body.add(Parts.text("muted", t("activities.series.more", SeriesOfTasks.SHOWN)));
        }
        if (all.isEmpty()) {
            body.add(Parts.empty(t("activities.series.empty"), t("activities.series.empty.hint")));
        }
    }

    private Div line(RepeatedTask one) {
        var next = one.next();
        var tag = one.running()
                ? Parts.tag(
                        Parts.Tone.PLAN,
                        next == null
                                ? t("activities.series.running")
                                : t("activities.series.next", parts.texts().moment(next)))
                : Parts.tag(Parts.Tone.NONE, t("activities.series.stopped"));
        if (next != null) {
            tag.setTitle(parts.texts().fullMoment(next));
        }
        var text = Parts.row(
                "act-text",
                new Span(one.task().title()),
                Parts.text(
                        "muted",
                        t(
                                "activities.series.line",
                                one.weeks(),
                                parts.accounts().nameOf(one.owner()),
                                one.rounds())));
        var buttons = Parts.row("line");
        var last = one.lastBatch();
        if (last != null) {
            var link = new Anchor("batches/" + last.substring(2), last);
            link.getElement().setAttribute("router-link", true);
            buttons.add(link);
        }
        if (series.mayStop(one)) {
            buttons.add(ActivityParts.small(
                    t("activities.series.stop"),
                    () -> ActivityParts.ask(
                            t("activities.series.stop.title", one.task().title()),
                            new Span(t("activities.series.stop.text")),
                            t("activities.series.stop"),
                            dialog -> {
                                if (Parts.attempt(() -> series.stop(one.number()))) {
                                    dialog.close();
                                    Parts.done(t("activities.series.stopped.done"));
                                    refresh();
                                }
                            })));
        }
        return Parts.row("act", tag, text, buttons);
    }
}
