package otklik.customers.ui;

import com.vaadin.flow.component.Component;
import java.util.Map;
import java.util.Optional;
import otklik.security.Action;
import otklik.ui.DeskCase;
import otklik.ui.DeskPanel;

/** What the client was interested in and what he has bought, on the manager's screen (S3.10). */
@org.springframework.stereotype.Component
class ProductsOnDesk implements DeskPanel {
    private final CompanyScreens screens;
    private final ClientInHand held;

    ProductsOnDesk(CompanyScreens screens, ClientInHand held) {
        this.screens = screens;
        this.held = held;
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
        var number = shown.company();
        if (number == null) {
            return Optional.empty();
        }
        var part = new ProductsPart(screens);
        var own = screens.companies().find(number);
        if (own.isPresent()) {
            var company = own.get();
            part.show(company, screens.companies().may(company, Action.CHANGE) && company.isLive());
            return Optional.of(part);
        }
        return held.read(shown, () -> screens.companies()
                        .find(number)
                        .map(company -> Map.entry(company, screens.ties().of(number))))
                .map(read -> {
                    part.show(read.getKey(), read.getValue(), false);
                    return part;
                });
    }
}
