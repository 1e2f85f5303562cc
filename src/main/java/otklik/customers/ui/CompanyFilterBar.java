package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.ComboBoxVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.customers.Companies;
import otklik.customers.CompanyFilter;
import otklik.customers.CompanyOrder;
import otklik.customers.CompanyState;
import otklik.customers.CustomField;
import otklik.customers.CustomField.FieldKind;
import otklik.customers.NextStep;
import otklik.customers.Segment;
import otklik.customers.Segments;
import otklik.products.ProductCard;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The conditions of the list of companies: what is asked most in one line, the rest behind "more". */
final class CompanyFilterBar extends Div {
    private final transient Consumer<CompanyFilter> go;
    private final transient Companies companies;
    private final transient Accounts accounts;
    private final TextField search = new TextField();
    private final ComboBox<String> responsible = new ComboBox<>();
    private final ComboBox<NextStep> step = new ComboBox<>();
    private final ComboBox<CompanyOrder> order = new ComboBox<>();
    private final Button more = new Button(t("customers.filter.more"), click -> showMore());
    private final Div narrower = new Div();
    private final ComboBox<String> tag = new ComboBox<>();
    private final ComboBox<CompanyState> state = new ComboBox<>();
    private final ComboBox<Boolean> work = new ComboBox<>();
    private final ComboBox<ProductCard> interest = new ComboBox<>();
    private final ComboBox<ProductCard> notBought = new ComboBox<>();
    private final ComboBox<Segment> segment = new ComboBox<>();
    private final DatePicker from = Parts.date("");
    private final DatePicker until = Parts.date("");
    private final ComboBox<CustomField> field = new ComboBox<>();
    private final Div condition = new Div();
    private final Div conditions = Parts.row("chips");
    private final transient List<CustomField> fields;
    private final transient Map<Long, ProductCard> products;
    private final transient Segments segments;
    private CompanyFilter filter = CompanyFilter.ALL;
    private boolean isMore;

    /** @param go goes to the list with another filter */
    CompanyFilterBar(
            Companies companies,
            Accounts accounts,
            List<CustomField> fields,
            List<ProductCard> products,
            Segments segments,
            Consumer<CompanyFilter> go) {
        this.companies = companies;
        this.accounts = accounts;
        this.fields = fields;
        this.products = products.stream().collect(Collectors.toMap(ProductCard::id, product -> product));
        this.segments = segments;
        this.go = go;
        addClassName("filters");
        narrower.addClassNames("narrower", "wide");
        prepareSearch();
        prepareLine();
        prepareMore();
        prepareFields();
        var line = Parts.row("line", search, responsible, step, order, more);
        add(line, narrower, conditions);
    }

    CompanyFilter filter() {
        return filter;
    }

    private void prepareSearch() {
        search.setPlaceholder(t("customers.filter.text"));
        search.setAriaLabel(t("customers.filter.text"));
        search.setClearButtonVisible(true);
        search.addClassName("grow");
        search.setValueChangeMode(ValueChangeMode.LAZY);
        Parts.focusedBy(search, "Slash");
        search.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go.accept(filter.saying(change.getValue()));
            }
        });
    }

    private void prepareLine() {
        prepare(responsible, "customers.filter.responsible", CompanyFilter::of);
        responsible.setItemLabelGenerator(this::person);
        responsible.setWidth("190px");
        prepare(step, "customers.filter.step", CompanyFilter::at);
        step.setItems(NextStep.values());
        step.setItemLabelGenerator(Texts::t);
        step.setWidth("190px");
        prepare(
                order,
                "customers.filter.order",
                (shown, wanted) -> shown.by(Objects.requireNonNullElse(wanted, CompanyOrder.NEXT)));
        order.setItems(CompanyOrder.values());
        order.setItemLabelGenerator(Texts::t);
        order.setClearButtonVisible(false);
        order.setWidth("190px");
        more.addThemeVariants(ButtonVariant.LUMO_SMALL);
    }

    private String person(String login) {
        return switch (login) {
            case CompanyFilter.ME -> t("customers.filter.me");
            case CompanyFilter.NOBODY -> t("customers.filter.nobody");
            default -> accounts.nameOf(login);
        };
    }

    private void prepareMore() {
        prepare(tag, "customers.filter.tag", CompanyFilter::tagged);
        tag.setItems(
                query -> companies.tags(query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream());
        prepare(state, "customers.filter.state", CompanyFilter::in);
        state.setItems(CompanyState.values());
        state.setItemLabelGenerator(Texts::t);
        prepare(work, "customers.filter.work", CompanyFilter::inWork);
        work.setItems(true, false);
        work.setItemLabelGenerator(is -> t(is ? "customers.filter.inWork" : "customers.filter.outOfWork"));
        prepare(interest, "customers.filter.interest", (shown, product) -> shown.interestedIn(id(product)));
        prepare(notBought, "customers.filter.notBought", (shown, product) -> shown.neverBought(id(product)));
        for (var box : List.of(interest, notBought)) {
            box.setItems(products.values().stream()
                    .sorted(java.util.Comparator.comparing(ProductCard::name))
                    .toList());
            box.setItemLabelGenerator(ProductCard::name);
            box.setVisible(!products.isEmpty());
        }
        prepare(
                segment,
                "customers.filter.segment",
                (shown, wanted) -> shown.inSegment(wanted == null ? null : wanted.id()));
        segment.setItemLabelGenerator(Segment::name);
        for (var day : List.of(from, until)) {
            day.setClearButtonVisible(true);
            day.addThemeName("small");
            day.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    go.accept(filter.contacted(from.getValue(), until.getValue()));
                }
            });
        }
        named(from, "customers.filter.from");
        named(until, "customers.filter.until");
        narrower.add(tag, segment, state, work, interest, notBought, from, until);
    }

    private static void named(DatePicker day, String key) {
        day.setPlaceholder(t(key));
        day.setAriaLabel(t(key));
    }

    private static @Nullable Long id(@Nullable ProductCard product) {
        return product == null ? null : product.id();
    }

    private <T> void prepare(
            ComboBox<T> box, String name, BiFunction<CompanyFilter, @Nullable T, CompanyFilter> change) {
        box.setPlaceholder(t(name));
        box.setAriaLabel(t(name));
        box.setClearButtonVisible(true);
        box.addThemeVariants(ComboBoxVariant.LUMO_SMALL);
        box.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                go.accept(change.apply(filter, event.getValue()));
            }
        });
    }

    /** A field that the administrator has added, and what is to stand in it. */
    private void prepareFields() {
        field.setItems(fields);
        field.setItemLabelGenerator(CustomField::name);
        field.setPlaceholder(t("customers.filter.field"));
        field.setAriaLabel(t("customers.filter.field"));
        field.addThemeVariants(ComboBoxVariant.LUMO_SMALL);
        field.addValueChangeListener(change -> showCondition(change.getValue()));
        condition.addClassName("condition");
        if (!fields.isEmpty()) {
            narrower.add(field, condition);
        }
    }

    private void showCondition(@Nullable CustomField asked) {
        condition.removeAll();
        if (asked == null) {
            return;
        }
        if (asked.kind() == FieldKind.CHOICE || asked.kind() == FieldKind.YES_NO) {
            var box = new ComboBox<String>();
            box.setItems(asked.kind() == FieldKind.CHOICE ? asked.choices() : List.of("yes", "no"));
            box.setItemLabelGenerator(choice -> word(asked, choice));
            box.setAriaLabel(asked.name());
            box.setPlaceholder(asked.name());
            box.addThemeVariants(ComboBoxVariant.LUMO_SMALL);
            box.addValueChangeListener(change -> ask(asked, change.getValue()));
            condition.add(box);
            return;
        }
        var text = new TextField();
        text.setAriaLabel(asked.name());
        text.setPlaceholder(t("customers.filter.field." + asked.kind()));
        text.addThemeName("small");
        text.addValueChangeListener(change -> ask(asked, change.getValue()));
        condition.add(text);
    }

    private void ask(CustomField asked, @Nullable String wanted) {
        if (wanted != null && !wanted.isBlank()) {
            field.clear();
            go.accept(filter.where(asked.key(), wanted));
        }
    }

    private static String word(CustomField asked, String choice) {
        return asked.kind() == FieldKind.YES_NO ? t("customers.list." + choice) : choice;
    }

    private void showMore() {
        isMore = !isMore;
        showNarrower();
    }

    private void showNarrower() {
        narrower.setVisible(isMore);
        more.getElement().setAttribute("aria-expanded", String.valueOf(isMore));
    }

    /** Sets the fields as the filter says it. */
    void show(CompanyFilter newFilter) {
        filter = newFilter;
        search.setValue(filter.text());
        showPeople();
        step.setValue(filter.step());
        order.setValue(filter.order());
        tag.setValue(filter.tag());
        state.setValue(filter.state());
        work.setValue(filter.inWork());
        interest.setValue(filter.interest() == null ? null : products.get(filter.interest()));
        notBought.setValue(filter.noPurchase() == null ? null : products.get(filter.noPurchase()));
        var known = segments.all();
        segment.setItems(known);
        segment.setVisible(!known.isEmpty());
        segment.setValue(known.stream()
                .filter(one -> Objects.equals(one.id(), filter.segment()))
                .findFirst()
                .orElse(null));
        from.setValue(filter.contactedFrom());
        until.setValue(filter.contactedUntil());
        showConditions();
        isMore |= isNarrowedByMore();
        showNarrower();
    }

    private boolean isNarrowedByMore() {
        return !filter.saying("")
                .of((String) null)
                .at(null)
                .by(CompanyOrder.NEXT)
                .equals(CompanyFilter.ALL);
    }

    /** Who may be chosen: oneself, nobody, and who works here; one who has left stays in sight as long as he is asked for. */
    private void showPeople() {
        var logins = new ArrayList<>(List.of(CompanyFilter.ME, CompanyFilter.NOBODY));
        accounts.all().stream().filter(Account::active).map(Account::login).forEach(logins::add);
        var asked = filter.responsible();
        if (asked != null && !logins.contains(asked)) {
            logins.add(asked);
        }
        responsible.setItems(logins);
        responsible.setValue(asked);
    }

    private void showConditions() {
        conditions.removeAll();
        var names = new HashMap<String, CustomField>();
        fields.forEach(one -> names.put(one.key(), one));
        filter.custom().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(asked -> {
            var known = names.get(asked.getKey());
            var name = known == null ? asked.getKey() : known.name();
            var said = known == null ? asked.getValue() : word(known, asked.getValue());
            var chip =
                    new NativeButton(name + ": " + said + " ✕", click -> go.accept(filter.where(asked.getKey(), "")));
            chip.addClassName("chip");
            chip.getElement().setAttribute("aria-pressed", "true");
            chip.setTitle(t("customers.filter.remove"));
            conditions.add(chip);
        });
        conditions.setVisible(!filter.custom().isEmpty());
    }
}
