package otklik.customers.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import java.util.Optional;
import otklik.ui.DeskCase;
import otklik.ui.DeskPanel;

/** Who the client may be besides, on the manager's screen (S3.17). */
@org.springframework.stereotype.Component
class DoublesOnDesk implements DeskPanel {
    private final CompanyScreens screens;
    private final DoublesNote companies;
    private final PersonDoublesPart people;

    DoublesOnDesk(CompanyScreens screens, DoublesNote companies, PersonDoublesPart people) {
        this.screens = screens;
        this.companies = companies;
        this.people = people;
    }

    @Override
    public String title() {
        return "customers.desk.doubles";
    }

    @Override
    public Place place() {
        return Place.LEFT;
    }

    @Override
    public int order() {
        return 40;
    }

    @Override
    public Optional<Component> of(DeskCase shown) {
        var all = new Div();
        all.addClassName("stack");
        Optional.ofNullable(shown.person())
                .flatMap(screens.people()::page)
                .flatMap(people::part)
                .ifPresent(all::add);
        Optional.ofNullable(shown.company())
                .flatMap(screens.companies()::find)
                .flatMap(companies::of)
                .ifPresent(all::add);
        return all.getComponentCount() == 0 ? Optional.empty() : Optional.of(all);
    }
}
