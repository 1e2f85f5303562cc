package otklik.tasks.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Optional;
import java.util.Set;
import otklik.customers.ClientReach;
import otklik.customers.CompanyCard;
import otklik.customers.PersonCard;
import otklik.tasks.GivenTask;
import otklik.ui.DeskCase;
import otklik.ui.DeskPanel;
import otklik.ui.DeskSubject;
import otklik.ui.Live;
import otklik.ui.Parts;

/** An assignment on the manager's screen: what is to be done, who wants it and until when; the client is whom it is about. */
@org.springframework.stereotype.Component
class AssignmentOnDesk implements DeskSubject, DeskPanel {
    private static final String PREFIX = "T-";

    private final TaskParts parts;
    private final ClientReach clients;

    AssignmentOnDesk(TaskParts parts, ClientReach clients) {
        this.parts = parts;
        this.clients = clients;
    }

    @Override
    public Optional<Client> of(String businessKey) {
        return businessKey.startsWith(PREFIX) ? parts.tasks().find(businessKey).map(this::client) : Optional.empty();
    }

    private Client client(GivenTask task) {
        var about = String.valueOf(task.about());
        var person = about.startsWith("P-") ? parts.people().find(about) : Optional.<PersonCard>empty();
        var company = about.startsWith("K-")
                ? parts.companies().find(about)
                : person.map(PersonCard::companyNumber).flatMap(parts.companies()::find);
        var name = person.map(PersonCard::name)
                .or(() -> company.map(CompanyCard::name))
                .orElse("");
        var phone = person.isEmpty() && company.isEmpty()
                ? null
                : clients.of(
                                company.map(CompanyCard::number).orElse(null),
                                person.map(PersonCard::number).orElse(null))
                        .phone();
        return new Client(
                task.title(),
                name,
                company.map(CompanyCard::number).orElse(null),
                person.map(PersonCard::number).orElse(null),
                about.startsWith("R-") ? about : null,
                phone);
    }

    @Override
    public String title() {
        return "tasks.desk";
    }

    @Override
    public Place place() {
        return Place.MIDDLE;
    }

    /** Above what is said to the client. */
    @Override
    public int order() {
        return 5;
    }

    @Override
    public Optional<Component> of(DeskCase shown) {
        var number = shown.businessKey();
        if (!number.startsWith(PREFIX) || parts.tasks().find(number).isEmpty()) {
            return Optional.empty();
        }
        var card = new Div();
        card.addClassName("stack");
        fill(card, number);
        Live.refresh(card, parts.signals(), Set.of(number), () -> fill(card, number));
        return Optional.of(card);
    }

    private void fill(Div card, String number) {
        parts.tasks().find(number).ifPresent(task -> {
            card.removeAll();
            if (!task.description().isBlank()) {
                card.add(Parts.text("act-words", task.description()));
            }
            var facts = Parts.row(
                    "kv",
                    new Span(t("tasks.giver")),
                    new Span(parts.giver(task)),
                    new Span(t("tasks.due")),
                    Parts.moment(parts.texts(), task.due()));
            if (task.about() != null) {
                facts.add(new Span(t("tasks.about")), parts.aboutNamed(task.about()));
            }
            card.add(facts, new Span(Parts.link(TasksView.PATH + "/" + task.number(), task.number())));
        });
    }
}
