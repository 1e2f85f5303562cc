package otklik.tasks.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Set;
import otklik.customers.CompanyCard;
import otklik.customers.ui.CompanyPanel;
import otklik.tasks.GivenTask;
import otklik.ui.Live;
import otklik.ui.Parts;

/** The tab of a company that shows the assignments about it. */
@org.springframework.stereotype.Component
class TaskPanel implements CompanyPanel {
    private final TaskParts parts;
    private final TaskDialogs dialogs;

    TaskPanel(TaskParts parts, TaskDialogs dialogs) {
        this.parts = parts;
        this.dialogs = dialogs;
    }

    @Override
    public String key() {
        return "assignments";
    }

    @Override
    public String title() {
        return "tasks.title";
    }

    @Override
    public int order() {
        return 15;
    }

    @Override
    public Component panel(CompanyCard company) {
        var list = Parts.row("acts");
        var panel = new Div();
        panel.addClassName("acts-tab");
        Runnable refresh = () -> fill(list, company);
        if (parts.tasks().mayGive() && company.isLive()) {
            panel.add(Parts.row(
                    "line",
                    Parts.primary(
                            Parts.button(t("tasks.give"), "", "", () -> dialogs.give(company.number(), refresh)))));
        }
        panel.add(list);
        refresh.run();
        Live.refresh(panel, parts.signals(), Set.of(company.number()), refresh);
        return panel;
    }

    private void fill(Div list, CompanyCard company) {
        list.removeAll();
        var tasks = parts.tasks().about(company.number());
        tasks.forEach(task -> list.add(line(task)));
        if (tasks.isEmpty()) {
            list.add(Parts.text("muted", t("tasks.empty.about")));
        }
    }

    private Div line(GivenTask task) {
        var meta = new Div(new Span(parts.who(task) + " · " + t("tasks.from", parts.giver(task))));
        meta.addClassNames("small", "muted");
        var text = Parts.row("act-text", Parts.link(TasksView.PATH + "/" + task.number(), task.title()), meta);
        if (!task.result().isBlank()) {
            text.add(Parts.text("act-words", task.result()));
        }
        return Parts.row("act", parts.tag(task), text);
    }
}
