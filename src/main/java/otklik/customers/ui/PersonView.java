package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import otklik.customers.PersonCard;
import otklik.history.Event;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.ui.FormErrors;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;

/** A person: how he is called and reached, where he works, who he may be besides, and what has happened. */
@Route(value = PeopleView.PATH + "/:number", layout = MainLayout.class)
@PermitAll
@Needs(Section.COMPANIES)
class PersonView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final int LINES = 40;

    private final transient CompanyScreens screens;
    private final transient History history;
    private final transient EventLines words;
    private final transient List<PersonAct> acts;
    private final Div head = Parts.row("head");
    private final Div told = Parts.row("notes");
    private final Div body = Parts.row("body");
    private final Div side = Parts.row("column");
    private transient FormErrors errors = new FormErrors();
    private transient @Nullable PersonFields fields;
    private @Nullable PersonCard card;

    PersonView(CompanyScreens screens, History history, ObjectProvider<PersonAct> acts) {
        this.screens = screens;
        this.history = history;
        this.words = new EventLines(screens);
        this.acts =
                acts.stream().sorted(Comparator.comparingInt(PersonAct::order)).toList();
        addClassNames("page", "with-side");
        Live.refresh(this, screens.signals(), topic -> card != null && topic.equals(card.number()), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return (card == null ? "" : card.name()) + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var found =
                screens.people().page(event.getRouteParameters().get("number").orElse(""));
        if (found.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        card = found.get();
        build();
    }

    private void build() {
        removeAll();
        body.removeAll();
        told.removeAll();
        errors = new FormErrors();
        var person = Objects.requireNonNull(card);
        var mayChange = screens.people().mayChange(person);
        var made = new PersonFields(screens, errors);
        fields = made;
        made.show(person, !mayChange);
        body.add(made);
        var form = Parts.row("card", head, told, body);
        if (mayChange) {
            form.add(Parts.row(
                    "foot",
                    Parts.primary(Parts.button(t("ui.save"), "Ctrl+Enter", "Ctrl ↵", this::save)),
                    new Button(t("ui.cancel"), click -> made.show(Objects.requireNonNull(card), false))));
        }
        showAround(person);
        add(form, side);
    }

    private void showAround(PersonCard person) {
        head.removeAll();
        var back = Parts.link(PeopleView.PATH, "‹ " + t("customers.people"));
        head.add(back, new H1(person.name()), Parts.text("muted", person.number()));
        if (person.companyNumber() != null) {
            var company = Parts.link(
                    CompanyView.PATH + "/" + person.companyNumber(),
                    person.company() == null ? person.companyNumber() : person.company());
            head.add(company);
        } else if (person.company() != null) {
            head.add(Parts.text("muted", person.company()));
        }
        acts.forEach(act -> act.part(person).ifPresent(head::add));
        side.removeAll();
        var points = Parts.row("stack");
        var mayMark = screens.people().mayChange(person);
        screens.states()
                .shown(person.points())
                .forEach(point -> points.add(new PointChip(screens, point, mayMark, person.number())));
        side.add(section("customers.card.points", points));
        var timeline = Parts.row("timeline");
        history.of(person.number(), 0, LINES).forEach(event -> timeline.add(words.line(event, null)));
        side.add(section("customers.history", timeline));
    }

    private static Div section(String title, Div content) {
        return Parts.row("card", Parts.row("head", new H2(t(title))), Parts.row("body", content));
    }

    private void save() {
        var person = Objects.requireNonNull(card);
        var form = Objects.requireNonNull(fields);
        errors.attempt(() -> {
            try {
                card = screens.people().change(person.number(), person.version(), form.read());
            } catch (Refusal refused) {
                if (!refused.key().equals("customers.person.changedMeanwhile")) {
                    throw refused;
                }
                takeIn();
                return;
            }
            told.removeAll();
            form.show(Objects.requireNonNull(card), false);
            showAround(Objects.requireNonNull(card));
            Parts.done(t("customers.company.saved", Objects.requireNonNull(card).name()));
        });
    }

    /** Somebody else has changed the person: untouched fields are shown anew; with something typed, that stays and is told. */
    private void refresh() {
        var form = fields;
        var before = card;
        if (form == null || before == null) {
            return;
        }
        screens.people().page(before.number()).ifPresent(now -> {
            if (now.version() != before.version() && form.isDirty(before)) {
                takeIn();
                return;
            }
            if (now.version() != before.version()) {
                form.show(now, !screens.people().mayChange(now));
            }
            card = now;
            showAround(now);
        });
    }

    private void takeIn() {
        var before = Objects.requireNonNull(card);
        var now = screens.people().page(before.number()).orElse(before);
        card = now;
        showAround(now);
        told.removeAll();
        var who = history.of(now.number(), 0, LINES).stream()
                .filter(event -> event.actorKind() == Event.ActorKind.PERSON)
                .findFirst()
                .map(event -> screens.accounts().nameOf(event.actor()))
                .orElse(t("ui.name"));
        var theirs = String.join(
                " · ",
                now.name(),
                now.position() == null ? "—" : now.position(),
                now.points().stream().map(point -> point.shown()).collect(Collectors.joining(", ")));
        var note = Parts.row(
                "note",
                new Div(t("customers.person.conflict", who, theirs)),
                new Button(t("customers.conflict.take"), click -> {
                    Objects.requireNonNull(fields).show(now, false);
                    told.removeAll();
                }));
        note.getElement().setAttribute("role", "status");
        told.add(note);
    }
}
