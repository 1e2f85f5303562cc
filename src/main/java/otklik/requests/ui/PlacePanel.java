package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import java.util.List;
import otklik.engine.Diagrams;
import otklik.requests.RequestCard;
import otklik.ui.Diagram;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** Where the process of the request stands, drawn. */
class PlacePanel extends Div {
    private final transient RequestPages parts;
    private final Diagram diagram = new Diagram();
    private final Div below = new Div();

    PlacePanel(RequestPages parts) {
        this.parts = parts;
        addClassName("body");
        add(diagram, below);
    }

    /** The steps at which the process stands, for what belongs to a step. */
    List<String> show(RequestCard request) {
        var found = parts.diagrams().place(request.processInstanceId(), Texts.locale());
        diagram.setVisible(found.isPresent());
        below.removeAll();
        found.ifPresentOrElse(this::draw, () -> below.add(Parts.text("muted", t("requests.processOver"))));
        return found.map(Diagrams.Place::active).orElseGet(List::of);
    }

    private void draw(Diagrams.Place here) {
        diagram.show(here.xml(), here.active(), here.name());
        below.add(Parts.row(
                "line",
                Parts.text("muted", here.name() + " v" + here.version()),
                Parts.row("grow"),
                new Button(t("requests.wholeDiagram"), click -> enlarge(here))));
    }

    private static void enlarge(Diagrams.Place here) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(here.name() + " v" + here.version());
        var big = new Diagram();
        big.getElement().getClassList().add("big");
        dialog.add(big);
        dialog.setDraggable(true);
        dialog.getFooter().add(new Button(t("ui.close"), closing -> dialog.close()));
        dialog.open();
        big.show(here.xml(), here.active(), here.name());
    }
}
