package otklik.tasks.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Optional;
import java.util.Set;
import otklik.tasks.GivenTask;
import otklik.ui.DeskCase;
import otklik.ui.DeskPanel;
import otklik.ui.Live;
import otklik.ui.Parts;

/** What an assignment on the manager's screen asks for: its words, who gave it, until when, what it is about, and what was said of it. */
@org.springframework.stereotype.Component
class AssignmentPanel implements DeskPanel {
    private final TaskParts parts;

    AssignmentPanel(TaskParts parts) {
        this.parts = parts;
    }

    @Override
    public String title() {
        return "tasks.desk";
    }

    @Override
    public Place place() {
        return Place.MIDDLE;
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public Optional<Component> of(DeskCase shown) {
        return shown.businessKey().startsWith("T-")
                ? parts.tasks().find(shown.businessKey()).map(Card::new)
                : Optional.empty();
    }

    private final class Card extends Div {
        private final String number;

        Card(GivenTask task) {
            number = task.number();
            addClassName("stack");
            show(task);
            Live.refresh(this, parts.signals(), Set.of(number), () -> parts.tasks()
                    .find(number)
                    .ifPresent(this::show));
        }

        private void show(GivenTask task) {
            removeAll();
            if (!task.description().isBlank()) {
                add(Parts.text("act-words", task.description()));
            }
            var facts = Parts.row(
                    "kv",
                    new Span(t("tasks.giver")),
                    new Span(parts.giver(task)),
                    new Span(t("tasks.due")),
                    Parts.moment(parts.texts(), task.due()));
            facts.addClassName("wide");
            if (task.about() != null) {
                facts.add(new Span(t("tasks.about")), parts.aboutNamed(task.about()));
            }
            add(facts, Parts.link(TasksView.PATH + "/" + number, t("tasks.desk.open", number)));
        }
    }
}
