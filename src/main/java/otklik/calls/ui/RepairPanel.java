package otklik.calls.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Optional;
import otklik.calls.ContactRepairs;
import otklik.customers.ContactPoint;
import otklik.kernel.Settings;
import otklik.ui.DeskCase;
import otklik.ui.DeskPanel;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** Which number is wrong, how that was seen, and what waits for the right one. */
@org.springframework.stereotype.Component
class RepairPanel implements DeskPanel {
    private final ContactRepairs repairs;
    private final Settings settings;
    private final Texts texts;

    RepairPanel(ContactRepairs repairs, Settings settings, Texts texts) {
        this.repairs = repairs;
        this.settings = settings;
        this.texts = texts;
    }

    @Override
    public String title() {
        return "calls.desk.repair";
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
        return shown.businessKey().startsWith("CC-")
                ? repairs.seen(shown.businessKey()).map(this::card)
                : Optional.empty();
    }

    private Div card(ContactRepairs.Repair repair) {
        var facts = Parts.row(
                "kv",
                new Span(t("calls.desk.repair.number")),
                new Span(shown(repair)),
                new Span(t("calls.desk.repair.cause")),
                new Span(t(repair.cause())),
                new Span(t("calls.desk.repair.since")),
                Parts.moment(texts, repair.since()),
                new Span(t("calls.desk.repair.waiting")),
                new Span(String.join(", ", repairs.waiting(repair.number()))));
        facts.addClassName("wide");
        return facts;
    }

    private String shown(ContactRepairs.Repair repair) {
        return repair.phone() == null
                ? t("calls.desk.repair.noNumber")
                : ContactPoint.phone(repair.phone(), settings.country())
                        .map(ContactPoint::shown)
                        .orElse(repair.phone());
    }
}
