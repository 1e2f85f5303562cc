package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.customers.CompanyCard.Point;
import otklik.customers.ContactPoint.Kind;
import otklik.customers.CustomField;
import otklik.customers.CustomField.FieldKind;
import otklik.customers.ui.CompanyRow.Mark;
import otklik.customers.ui.CompanyRow.Now;
import otklik.ui.ListColumns;
import otklik.ui.Parts;

/** The columns of the list of companies: the name, and those that the person has chosen, in the order of the catalogue. */
final class CompanyColumns {
    private static final String LIST = "companies";
    private static final List<String> BY_DEFAULT = List.of("responsible", "activities", "cycle", "contact");
    private static final String CUSTOM = "f.";

    private final Grid<CompanyRow> grid;
    private final ListColumns chosen;
    private final List<CustomField> fields;
    private final Supplier<Now> now;
    private final Consumer<CompanyRow> why;
    private final Map<String, String> names = new LinkedHashMap<>();

    CompanyColumns(
            Grid<CompanyRow> grid,
            ListColumns chosen,
            List<CustomField> fields,
            Supplier<Now> now,
            Consumer<CompanyRow> why) {
        this.grid = grid;
        this.chosen = chosen;
        this.fields = fields;
        this.now = now;
        this.why = why;
        for (var key : List.of(
                "responsible",
                "activities",
                "cycle",
                "contact",
                "manager",
                "phone",
                "mail",
                "tags",
                "state",
                "inn",
                "address",
                "zone",
                "created")) {
            names.put(key, t("customers.column." + key));
        }
        fields.forEach(field -> names.put(CUSTOM + field.key(), field.name()));
    }

    private List<String> shown() {
        var wanted = chosen.of(LIST).orElse(BY_DEFAULT);
        return names.keySet().stream().filter(wanted::contains).toList();
    }

    void draw() {
        grid.removeAllColumns();
        name();
        shown().forEach(key -> {
            switch (key) {
                case "activities" -> activities();
                case "cycle" -> marked(key, row -> row.inCycle(now.get()));
                case "state" -> text(key, row -> t(row.company().state()), 1);
                case "responsible" ->
                    text(key, row -> person(row.company().form().responsible()), 1);
                case "manager" -> text(key, row -> person(row.company().form().manager()), 1);
                case "phone" -> text(key, row -> points(row, Kind.PHONE), 1);
                case "mail" -> text(key, row -> points(row, Kind.EMAIL), 1);
                case "tags" ->
                    text(key, row -> String.join(", ", row.company().form().tags()), 1);
                case "inn" -> text(key, row -> row.company().form().inn(), 1);
                case "address" -> text(key, row -> row.company().form().address(), 2);
                case "zone" ->
                    text(
                            key,
                            row -> row.company().form().zone() == null
                                    ? ""
                                    : String.valueOf(row.company().form().zone()),
                            1);
                case "contact" -> contact();
                case "created" ->
                    text(key, row -> now.get().texts().date(row.company().createdAt()), 1);
                default -> custom(key);
            }
        });
    }

    private void name() {
        grid.addColumn(LitRenderer.<CompanyRow>of(
                                """
                                <div class="ell company-name"><a class="company-link" href="companies/${item.number}" router-link>${item.name}</a>
                                <span class="small muted">${item.number}</span>
                                <span class="tag none" ?hidden="${!item.state}">${item.state}</span></div>""")
                        .withProperty("number", row -> row.company().number())
                        .withProperty("name", row -> row.company().name())
                        .withProperty(
                                "state",
                                row -> row.company().state() == otklik.customers.CompanyState.ACTIVE
                                        ? ""
                                        : t(row.company().state())))
                .setHeader(t("customers.column.name"))
                .setFlexGrow(3)
                .setWidth("220px");
    }

    private void activities() {
        grid.addColumn(LitRenderer.<CompanyRow>of(
                                """
                                <div class="marks" title="${item.all}"><span class="tag ${item.tone}">${item.words}</span>
                                <span class="tag ${item.besideTone}" ?hidden="${!item.beside}">${item.beside}</span>
                                <small class="muted" ?hidden="${!item.more}">${item.more}</small>
                                <button class="why" ?hidden="${!item.idle}" @click="${why}" aria-label="${item.whyLabel}">${item.why}</button></div>""")
                        .withProperty("tone", row -> row.worst(now.get()).css())
                        .withProperty("words", row -> row.worst(now.get()).words())
                        .withProperty("beside", row -> words(row.beside(now.get())))
                        .withProperty("besideTone", row -> css(row.beside(now.get())))
                        .withProperty("more", CompanyRow::more)
                        .withProperty("all", row -> row.all(now.get()))
                        .withProperty("idle", CompanyRow::isIdle)
                        .withProperty("why", row -> t("customers.list.why"))
                        .withProperty(
                                "whyLabel",
                                row -> t("customers.list.whyOf", row.company().name()))
                        .withFunction("why", why::accept))
                .setHeader(names.get("activities"))
                .setFlexGrow(4)
                .setWidth("260px");
    }

    private void marked(String key, java.util.function.Function<CompanyRow, @Nullable Mark> mark) {
        grid.addColumn(LitRenderer.<CompanyRow>of(
                                "<span class=\"tag ${item.tone}\" ?hidden=\"${!item.words}\">${item.words}</span>")
                        .withProperty("tone", row -> css(mark.apply(row)))
                        .withProperty("words", row -> words(mark.apply(row))))
                .setHeader(names.get(key))
                .setFlexGrow(1)
                .setWidth("130px");
    }

    private void contact() {
        grid.addColumn(LitRenderer.<CompanyRow>of("<span class=\"muted\" title=\"${item.full}\">${item.when}</span>")
                        .withProperty(
                                "when",
                                row -> row.company().lastContactAt() == null
                                        ? t("customers.list.never")
                                        : now.get().texts().moment(row.company().lastContactAt()))
                        .withProperty(
                                "full",
                                row -> row.company().lastContactAt() == null
                                        ? ""
                                        : now.get()
                                                .texts()
                                                .fullMoment(row.company().lastContactAt())))
                .setHeader(names.get("contact"))
                .setFlexGrow(1)
                .setWidth("130px");
    }

    private void text(String key, ValueProvider<CompanyRow, String> text, int grow) {
        grid.addColumn(LitRenderer.<CompanyRow>of("<span class=\"ell\" title=\"${item.text}\">${item.text}</span>")
                        .withProperty("text", text))
                .setHeader(names.get(key))
                .setFlexGrow(grow)
                .setWidth("120px");
    }

    private void custom(String key) {
        fields.stream()
                .filter(field -> (CUSTOM + field.key()).equals(key))
                .forEach(field -> text(
                        key,
                        row -> {
                            var value = row.company().form().custom().getOrDefault(field.key(), "");
                            return field.kind() == FieldKind.YES_NO && !value.isEmpty()
                                    ? t("customers.list." + value)
                                    : value;
                        },
                        1));
    }

    private String person(@Nullable String login) {
        return login == null ? "" : now.get().accounts().nameOf(login);
    }

    private static String points(CompanyRow row, Kind kind) {
        return row.company().points().stream()
                .map(Point::point)
                .filter(point -> point.kind() == kind)
                .map(point -> point.shown())
                .collect(Collectors.joining(", "));
    }

    private static String words(@Nullable Mark mark) {
        return mark == null ? "" : mark.words();
    }

    private static String css(@Nullable Mark mark) {
        return mark == null ? "" : mark.css();
    }

    /** Lets the person choose; the list is drawn anew at each tick, and the choice is kept. */
    void choose() {
        var dialog = new Dialog();
        dialog.setHeaderTitle(t("customers.columns"));
        var ticks = new Div();
        ticks.addClassName("form");
        var wanted = new ArrayList<>(shown());
        names.forEach((key, name) -> {
            var tick = new Checkbox(name, wanted.contains(key));
            tick.addValueChangeListener(change -> {
                if (change.getValue()) {
                    wanted.add(key);
                } else {
                    wanted.remove(key);
                }
                chosen.choose(LIST, wanted);
                draw();
            });
            ticks.add(tick);
        });
        dialog.add(ticks);
        dialog.getFooter().add(Parts.primary(Parts.button(t("ui.close"), "Ctrl+Enter", "Ctrl ↵", dialog::close)));
        dialog.open();
    }
}
