package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.html.Nav;
import java.util.Map;
import otklik.ui.Parts;

/** The way between employees, teams, departments and presets. */
final class StaffTabs {
    private static final Map<String, String> TABS = new java.util.LinkedHashMap<>();

    static {
        TABS.put(EmployeesView.PATH, "staff.employees");
        TABS.put(TeamsView.PATH, "staff.teams");
        TABS.put(DepartmentsView.PATH, "staff.departments");
        TABS.put(PresetsView.PATH, "staff.presets");
    }

    private StaffTabs() {}

    static Nav at(String here) {
        var nav = new Nav();
        nav.addClassName("chips");
        nav.setAriaLabel(t("staff.employees"));
        TABS.forEach((path, title) -> {
            var link = Parts.link(path, t(title));
            link.addClassName("chip");
            if (path.equals(here)) {
                link.getElement().setAttribute("aria-current", "page");
            }
            nav.add(link);
        });
        return nav;
    }
}
