package otklik.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.dependency.StyleSheet;
import java.util.List;

/** The drawing of a process with the current places marked; zooms and moves with the mouse. */
@Tag("otklik-diagram")
@StyleSheet("context://webjars/bpmn-js/8.0.0/dist/assets/diagram-js.css")
@StyleSheet("context://webjars/bpmn-js/8.0.0/dist/assets/bpmn-font/css/bpmn-embedded.css")
@JavaScript("context://webjars/bpmn-js/8.0.0/dist/bpmn-navigated-viewer.production.min.js")
@JavaScript("context://otklik/otklik-diagram.js")
public class Diagram extends Component {
    private String shownXml = "";
    private List<String> shownPlaces = List.of();

    /** Shows the drawing; does nothing when it is shown already. */
    public void show(String xml, List<String> places, String label) {
        if (xml.equals(shownXml) && places.equals(shownPlaces)) {
            return;
        }
        shownXml = xml;
        shownPlaces = List.copyOf(places);
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", label);
        getElement().setProperty("places", String.join(" ", places));
        getElement().setProperty("xml", xml);
    }
}
