package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import otklik.customers.Companies;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyDoubles;
import otklik.customers.CompanyForm;
import otklik.customers.CompanyMerges;
import otklik.customers.ContactPoint;
import otklik.customers.CustomFields;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.ui.FormErrors;
import otklik.ui.MainLayout;
import otklik.ui.Parts;

/** Two companies side by side: which card stays, and for each field whose value. The first one in the address stays. */
@Route(value = MergeView.PATH + "/:into/:from", layout = MainLayout.class)
@PermitAll
@Needs(value = Section.COMPANIES, action = Action.CHANGE)
class MergeView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "companies/merge";

    private final transient Companies companies;
    private final transient CompanyMerges merges;
    private final transient CompanyDoubles doubles;
    private final transient CustomFields fields;
    private final transient Accounts accounts;
    private final transient Map<String, RadioButtonGroup<Side>> chosen = new LinkedHashMap<>();
    private final transient FormErrors errors = new FormErrors();
    private final CheckboxGroup<ContactPoint> points = new CheckboxGroup<>();
    private final CheckboxGroup<String> tags = new CheckboxGroup<>();
    private transient @Nullable CompanyCard into;
    private transient @Nullable CompanyCard from;

    private enum Side {
        INTO,
        FROM
    }

    MergeView(
            Companies companies, CompanyMerges merges, CompanyDoubles doubles, CustomFields fields, Accounts accounts) {
        this.companies = companies;
        this.merges = merges;
        this.doubles = doubles;
        this.fields = fields;
        this.accounts = accounts;
        addClassNames("page", "one", "merge");
    }

    static String path(String into, String from) {
        return PATH + "/" + into + "/" + from;
    }

    @Override
    public String getPageTitle() {
        return t("customers.merge.title") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var one = event.getRouteParameters().get("into").orElse("");
        var other = event.getRouteParameters().get("from").orElse("");
        var both = companies.all(List.of(one, other));
        into = both.get(one);
        from = both.get(other);
        if (into == null || from == null || one.equals(other)) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        show(into, from);
    }

    private void show(CompanyCard staying, CompanyCard ending) {
        removeAll();
        chosen.clear();
        var table = Parts.row("merge-fields");
        table.add(
                new Span(),
                Parts.row("merge-side", Parts.tag(Parts.Tone.OK, t("customers.merge.stays")), name(staying)),
                Parts.row("merge-side", Parts.tag(Parts.Tone.PLAN, t("customers.merge.ends")), name(ending)));
        field(table, "name", t("customers.card.name"), CompanyForm::name);
        field(table, "inn", t("customers.card.inn"), CompanyForm::inn);
        field(table, "kpp", t("customers.card.kpp"), CompanyForm::kpp);
        field(table, "address", t("customers.card.address"), CompanyForm::address);
        field(table, "zone", t("customers.card.zone"), form -> text(form.zone()));
        field(table, "note", t("customers.card.note"), CompanyForm::note);
        field(table, "responsible", t("customers.card.responsible"), form -> person(form.responsible()));
        field(table, "manager", t("customers.card.manager"), form -> person(form.manager()));
        fields.all()
                .forEach(own -> field(
                        table, key(own.key()), own.name(), form -> form.custom().getOrDefault(own.key(), "")));
        var swap = new Button(t("customers.merge.swap"), click -> getUI().ifPresent(
                        ui -> ui.navigate(path(ending.number(), staying.number()))));
        var different = new Button(
                t("customers.doubles.dismiss"),
                click -> Parts.attempt(() -> {
                    doubles.dismiss(staying.number(), ending.number());
                    Parts.done(t("customers.doubles.dismissed", staying.number(), ending.number()));
                    getUI().ifPresent(ui -> ui.navigate(DoublesView.PATH));
                }));
        var join = Parts.primary(
                Parts.button(t("customers.merge.act"), "Ctrl+Enter", "Ctrl ↵", () -> merge(staying, ending)));
        join.setId("merge");
        add(Parts.row(
                "card",
                Parts.row(
                        "head",
                        new H1(t("customers.merge.title")),
                        Parts.row("grow"),
                        Parts.link(DoublesView.PATH, t("customers.doubles"))),
                Parts.row("body", Parts.text("muted", t("customers.merge.hint")), table, union(staying, ending)),
                Parts.row("foot", join, swap, different)));
    }

    private static Component name(CompanyCard company) {
        return Parts.link(CompanyView.PATH + "/" + company.number(), company.number() + " " + company.name());
    }

    /** A choice where the two differ; where they agree, or only one of them has something, that is taken. */
    private void field(Div table, String key, String label, Function<CompanyForm, String> value) {
        var ours = value.apply(Objects.requireNonNull(into).form());
        var theirs = value.apply(Objects.requireNonNull(from).form());
        if (ours.isEmpty() && theirs.isEmpty()) {
            return;
        }
        var choice = errors.add(key, new RadioButtonGroup<Side>());
        choice.addClassName("merge-choice");
        choice.setItems(Side.values());
        choice.setItemLabelGenerator(side -> {
            var text = side == Side.INTO ? ours : theirs;
            return text.isEmpty() ? t("customers.merge.nothing") : text;
        });
        choice.setValue(ours.isEmpty() ? Side.FROM : Side.INTO);
        choice.setAriaLabel(label);
        choice.setReadOnly(ours.equals(theirs));
        chosen.put(key, choice);
        table.add(Parts.text("merge-label", label), choice);
    }

    private Component union(CompanyCard staying, CompanyCard ending) {
        var known = new LinkedHashMap<String, ContactPoint>();
        for (var company : List.of(staying, ending)) {
            company.form().points().forEach(point -> known.putIfAbsent(point.kind() + point.key(), point));
        }
        points.setLabel(t("customers.card.points"));
        points.setItems(known.values());
        points.setItemLabelGenerator(ContactPoint::shown);
        points.setValue(new LinkedHashSet<>(known.values()));
        points.setVisible(!known.isEmpty());
        errors.add("points", points);
        var words = new LinkedHashSet<>(staying.form().tags());
        words.addAll(ending.form().tags());
        tags.setLabel(t("customers.card.tags"));
        tags.setItems(words);
        tags.setValue(words);
        tags.setVisible(!words.isEmpty());
        errors.add("tags", tags);
        return Parts.row("stack", points, tags);
    }

    private void merge(CompanyCard staying, CompanyCard ending) {
        if (errors.attempt(() -> merges.merge(ending, staying, result(staying, ending)))) {
            Parts.done(t("customers.merge.done", ending.number(), staying.number()));
            getUI().ifPresent(ui -> ui.navigate(CompanyView.PATH + "/" + staying.number()));
        }
    }

    private CompanyForm result(CompanyCard staying, CompanyCard ending) {
        var custom = new LinkedHashMap<String, String>();
        fields.all()
                .forEach(own -> custom.put(
                        own.key(), of(key(own.key()), staying, ending).custom().getOrDefault(own.key(), "")));
        return new CompanyForm(
                of("name", staying, ending).name(),
                of("inn", staying, ending).inn(),
                of("kpp", staying, ending).kpp(),
                of("address", staying, ending).address(),
                of("zone", staying, ending).zone(),
                of("note", staying, ending).note(),
                of("responsible", staying, ending).responsible(),
                of("manager", staying, ending).manager(),
                staying.form().inWork() || ending.form().inWork(),
                points(),
                new LinkedHashSet<>(tags.getSelectedItems()),
                custom);
    }

    /** In the order of the list, whatever order they were ticked in: the first phone is the main one. */
    private List<ContactPoint> points() {
        var ticked = new ArrayList<ContactPoint>();
        points.getListDataView().getItems().filter(points::isSelected).forEach(ticked::add);
        return ticked;
    }

    private CompanyForm of(String key, CompanyCard staying, CompanyCard ending) {
        var choice = chosen.get(key);
        return choice != null && choice.getValue() == Side.FROM ? ending.form() : staying.form();
    }

    private static String key(String own) {
        return "custom." + own;
    }

    private String person(@Nullable String login) {
        return login == null ? "" : accounts.nameOf(login);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
