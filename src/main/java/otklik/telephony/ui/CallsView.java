package otklik.telephony.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.security.Account;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.telephony.CallCause;
import otklik.telephony.CallFilter;
import otklik.telephony.Callers;
import otklik.telephony.Direction;
import otklik.telephony.PhoneCall;
import otklik.telephony.PhoneCalls;
import otklik.telephony.PhoneNumbers;
import otklik.ui.ListBody;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;

/** The log of calls, the newest first: with whom, how it went, how long, what was recorded. The address holds the filter. */
@Route(value = CallsView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(Section.CALLS)
class CallsView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "calls";
    private static final String NUMBER = "q";
    private static final String PERSON = "person";
    private static final String WAY = "way";
    private static final String CAUSE = "cause";
    private static final String FROM = "from";
    private static final String UNTIL = "until";

    private final transient CallScreens screens;
    private final TextField number = new TextField();
    private final ComboBox<Account> person = new ComboBox<>();
    private final Select<Direction> way = new Select<>();
    private final Select<CallCause> cause = new Select<>();
    private final DatePicker from = Parts.date("");
    private final DatePicker until = Parts.date("");
    private final Span count = Parts.text("muted", "");
    private final Grid<PhoneCall> grid = new Grid<>();
    private final ListBody body = new ListBody(grid);
    private final transient Map<String, Callers.Caller> cards = new HashMap<>();
    private final transient Map<Long, String> problems = new HashMap<>();

    CallsView(CallScreens screens) {
        this.screens = screens;
        addClassName("page");
        fields();
        columns();
        var filters = Parts.row("line", number, person, way, cause, from, until);
        add(Parts.row(
                "card", Parts.row("head", new H1(t("telephony.calls")), count), Parts.row("tools", filters), body));
        Live.refresh(this, screens.signals(), Set.of(PhoneCalls.TOPIC), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return t("telephony.calls") + " · " + t("ui.name");
    }

    private void fields() {
        label(number, "telephony.filter.number");
        number.setClearButtonVisible(true);
        number.setValueChangeMode(ValueChangeMode.LAZY);
        label(person, "telephony.filter.person");
        person.setClearButtonVisible(true);
        person.setItems(screens.accounts().all());
        person.setItemLabelGenerator(Account::name);
        choice(way, Direction.values(), "telephony.filter.way");
        choice(cause, CallCause.values(), "telephony.filter.cause");
        from.setPlaceholder(t("telephony.filter.from"));
        from.setAriaLabel(t("telephony.filter.from"));
        until.setPlaceholder(t("telephony.filter.until"));
        until.setAriaLabel(t("telephony.filter.until"));
        number.addValueChangeListener(change -> changed(change.isFromClient()));
        person.addValueChangeListener(change -> changed(change.isFromClient()));
        way.addValueChangeListener(change -> changed(change.isFromClient()));
        cause.addValueChangeListener(change -> changed(change.isFromClient()));
        from.addValueChangeListener(change -> changed(change.isFromClient()));
        until.addValueChangeListener(change -> changed(change.isFromClient()));
        Parts.focusedBy(number, "Slash");
    }

    private static void label(TextField field, String key) {
        field.setPlaceholder(t(key));
        field.setAriaLabel(t(key));
    }

    private static void label(ComboBox<?> field, String key) {
        field.setPlaceholder(t(key));
        field.setAriaLabel(t(key));
    }

    private static <E extends Enum<E>> void choice(Select<E> field, E[] values, String key) {
        field.setItems(values);
        field.setItemLabelGenerator(value -> value == null ? t(key) : t(value));
        field.setEmptySelectionAllowed(true);
        field.setEmptySelectionCaption(t(key));
        field.setPlaceholder(t(key));
        field.setAriaLabel(t(key));
    }

    private void columns() {
        grid.addClassNames("list", "columns");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", t("telephony.calls"));
        grid.addColumn(new ComponentRenderer<>(call -> Parts.moment(screens.texts(), call.orderedAt())))
                .setHeader(t("telephony.when"))
                .setWidth("130px")
                .setFlexGrow(0);
        grid.addColumn(call -> t(call.direction()))
                .setHeader(t("telephony.way"))
                .setWidth("120px")
                .setFlexGrow(0);
        grid.addColumn(call -> call.login() == null ? "—" : screens.accounts().nameOf(call.login()))
                .setHeader(t("telephony.person"))
                .setFlexGrow(1);
        grid.addColumn(new ComponentRenderer<>(this::who))
                .setHeader(t("telephony.who"))
                .setFlexGrow(2);
        grid.addColumn(new ComponentRenderer<>(this::number))
                .setHeader(t("telephony.number"))
                .setWidth("190px")
                .setFlexGrow(0);
        grid.addColumn(new ComponentRenderer<>(this::outcome))
                .setHeader(t("telephony.outcome"))
                .setWidth("180px")
                .setFlexGrow(0);
        grid.addColumn(call -> CallScreens.length(call.talk()))
                .setHeader(t("telephony.talk"))
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("100px")
                .setFlexGrow(0);
        grid.addColumn(new ComponentRenderer<>(CallsView::recording))
                .setHeader(t("telephony.recording"))
                .setWidth("110px")
                .setFlexGrow(0);
        grid.setItems(
                query -> {
                    var page = screens.calls().list(filter(), query.getOffset(), query.getLimit());
                    cards.putAll(screens.cards(page));
                    problems.putAll(screens.calls().foreignProblems(page));
                    return page.stream();
                },
                query -> screens.calls().count(filter()));
    }

    private Span who(PhoneCall call) {
        var card = cards.get(call.number());
        return card == null ? Parts.text("faint", "—") : new Span(Parts.link(card.path(), card.name()));
    }

    private Span outcome(PhoneCall call) {
        var tag = CallScreens.tag(call);
        var problem = problems.get(call.id());
        if (problem != null) {
            tag.setTitle(problem);
        }
        return tag;
    }

    private Span number(PhoneCall call) {
        return call.number().startsWith("+")
                ? screens.numbers().show(call.number(), PhoneNumbers.shown(call.number()), call.caseKey())
                : new Span(call.number().isEmpty() ? t("telephony.withheld") : call.number());
    }

    private static Span recording(PhoneCall call) {
        return call.recording() == null
                ? new Span()
                : new Span(Parts.file("files/calls/" + call.id(), t("telephony.listen")));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var query = event.getLocation().getQueryParameters();
        number.setValue(query.getSingleParameter(NUMBER).orElse(""));
        query.getSingleParameter(PERSON).flatMap(screens.accounts()::byLogin).ifPresent(person::setValue);
        query.getSingleParameter(WAY).ifPresent(name -> pick(way, Direction.values(), name));
        query.getSingleParameter(CAUSE).ifPresent(name -> pick(cause, CallCause.values(), name));
        from.setValue(day(query.getSingleParameter(FROM).orElse("")));
        until.setValue(day(query.getSingleParameter(UNTIL).orElse("")));
        refresh();
    }

    private static <E extends Enum<E>> void pick(Select<E> field, E[] values, String name) {
        Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .ifPresent(field::setValue);
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException noDay) {
            return null;
        }
    }

    private CallFilter filter() {
        return new CallFilter(
                number.getValue(),
                person.getValue() == null ? null : person.getValue().login(),
                way.getValue(),
                cause.getValue(),
                start(from.getValue()),
                start(until.getValue() == null ? null : until.getValue().plusDays(1)));
    }

    private @Nullable Instant start(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(screens.texts().zone()).toInstant();
    }

    private void changed(boolean isByPerson) {
        if (isByPerson) {
            refresh();
            getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null, here()));
        }
    }

    private Location here() {
        var parameters = new LinkedHashMap<String, String>();
        put(parameters, NUMBER, number.getValue());
        put(
                parameters,
                PERSON,
                person.getValue() == null ? null : person.getValue().login());
        put(parameters, WAY, way.getValue());
        put(parameters, CAUSE, cause.getValue());
        put(parameters, FROM, from.getValue());
        put(parameters, UNTIL, until.getValue());
        return new Location(PATH, QueryParameters.simple(parameters));
    }

    private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            parameters.put(name, value.toString());
        }
    }

    private void refresh() {
        var found = screens.calls().count(filter());
        count.setText(found == 0 ? "" : found < PhoneCalls.MOST_LISTED ? String.valueOf(found) : found + "+");
        cards.clear();
        problems.clear();
        if (found > 0) {
            body.showRows();
            grid.getDataProvider().refreshAll();
        } else if (filter().equals(CallFilter.ALL)) {
            body.showEmpty(t("telephony.none"), t("telephony.none.hint"));
        } else {
            body.showEmpty(t("ui.nothingFound"), t("ui.nothingFound.hint"));
        }
    }
}
