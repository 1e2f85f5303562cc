package otklik.staff.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import otklik.ui.Parts;

/** The short lists on the left of teams, departments and presets: links, so that the address holds what is open. */
final class StaffList extends Div {
    StaffList() {
        addClassName("picks");
    }

    /** @param detail what stands small below the name */
    void add(String path, String name, String detail, boolean isOpen, Component... tags) {
        var link = new Anchor(path);
        link.getElement().setAttribute("router-link", true);
        link.add(Parts.text("pick-name", name));
        link.add(tags);
        if (!detail.isBlank()) {
            link.add(Parts.text("pick-detail", detail));
        }
        if (isOpen) {
            link.getElement().setAttribute("aria-current", "true");
        }
        add(link);
    }
}
