package otklik.customers.ui;

import com.vaadin.flow.component.Component;
import java.util.Optional;
import otklik.security.Action;
import otklik.ui.DeskCase;
import otklik.ui.DeskPanel;

/** What the client was interested in and what he has bought, on the manager's screen (S3.10). */
@org.springframework.stereotype.Component
class ProductsOnDesk implements DeskPanel {
    private final CompanyScreens screens;

    ProductsOnDesk(CompanyScreens screens) {
        this.screens = screens;
    }

    /** The part names itself. */
    @Override
    public String title() {
        return "";
    }

    @Override
    public Place place() {
        return Place.LEFT;
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public Optional<Component> of(DeskCase shown) {
        return Optional.ofNullable(shown.company())
                .flatMap(screens.companies()::find)
                .map(company -> {
                    var part = new ProductsPart(screens);
                    part.show(company, screens.companies().may(company, Action.CHANGE) && company.isLive());
                    return part;
                });
    }
}
