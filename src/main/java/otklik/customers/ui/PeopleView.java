package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.customers.ContactPoint;
import otklik.customers.People;
import otklik.customers.PersonCard;
import otklik.security.Action;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.ui.FormErrors;
import otklik.ui.ListBody;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;

/** The people one talks to, by name. The address holds the search. */
@Route(value = PeopleView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(Section.COMPANIES)
class PeopleView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "people";
    private static final String SEARCH = "q";

    private final transient CompanyScreens screens;
    private final TextField search = new TextField();
    private final Grid<PersonCard> grid = new Grid<>();
    private final ListBody listBody = new ListBody(grid);
    private @Nullable PersonCard focused;

    PeopleView(CompanyScreens screens) {
        this.screens = screens;
        addClassName("page");
        search.setPlaceholder(t("customers.people.search"));
        search.setAriaLabel(t("customers.people.search"));
        search.setClearButtonVisible(true);
        search.setWidthFull();
        search.setValueChangeMode(ValueChangeMode.LAZY);
        Parts.focusedBy(search, "Slash");
        search.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                refresh();
                getUI().ifPresent(ui -> ui.getPage()
                        .getHistory()
                        .replaceState(
                                null,
                                new Location(
                                        PATH,
                                        search.isEmpty()
                                                ? QueryParameters.empty()
                                                : QueryParameters.of(SEARCH, search.getValue()))));
            }
        });
        fillGrid();
        var head = Parts.row("head", new H1(t("customers.people")), Parts.row("grow"));
        if (screens.policy().may(Section.COMPANIES, Action.CHANGE)) {
            head.add(Parts.primary(Parts.button(t("customers.person.add"), "KeyC", "C", this::askNew)));
        }
        add(Parts.row("card", head, Parts.row("tools", search), listBody));
        Live.refresh(this, screens.signals(), Set.of(People.TOPIC), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return t("customers.people") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        search.setValue(event.getLocation()
                .getQueryParameters()
                .getSingleParameter(SEARCH)
                .orElse(""));
        refresh();
    }

    private void fillGrid() {
        grid.addClassNames("list", "columns");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
        grid.getElement().setAttribute("aria-label", t("customers.people"));
        grid.addColumn(LitRenderer.<PersonCard>of("<b class=\"ell\" title=\"${item.name}\">${item.name}</b>")
                        .withProperty("name", PersonCard::name))
                .setHeader(t("customers.person.name"))
                .setFlexGrow(2);
        column("customers.person.company", person -> person.company() == null ? "" : person.company());
        column("customers.person.position", person -> person.position() == null ? "" : person.position());
        column(
                "customers.card.points",
                person -> person.points().stream().map(ContactPoint::shown).collect(Collectors.joining(", ")));
        grid.setItems(
                query -> screens.people().list(search.getValue(), query.getOffset(), query.getLimit()).stream(),
                query -> screens.people().count(search.getValue()));
        grid.addSelectionListener(selection -> {
            if (selection.isFromClient()) {
                selection.getFirstSelectedItem().ifPresent(this::open);
            }
        });
        grid.addCellFocusListener(cell -> focused = cell.getItem().orElse(null));
        grid.getElement()
                .addEventListener("keydown", key -> {
                    if (focused != null) {
                        open(focused);
                    }
                })
                .setFilter("event.key === 'Enter'");
    }

    private void column(String title, com.vaadin.flow.function.ValueProvider<PersonCard, String> value) {
        grid.addColumn(LitRenderer.<PersonCard>of("<span class=\"ell\" title=\"${item.text}\">${item.text}</span>")
                        .withProperty("text", value))
                .setHeader(t(title))
                .setFlexGrow(2);
    }

    private void refresh() {
        if (screens.people().list(search.getValue(), 0, 1).isEmpty()) {
            listBody.showEmpty(
                    t(search.isEmpty() ? "customers.people.empty" : "ui.nothingFound"),
                    t(search.isEmpty() ? "customers.people.empty.hint" : "ui.nothingFound.hint"));
        } else {
            listBody.showRows();
            grid.getDataProvider().refreshAll();
        }
    }

    private void open(PersonCard person) {
        getUI().ifPresent(ui -> ui.navigate(PATH + "/" + person.number()));
    }

    private void askNew() {
        var errors = new FormErrors();
        var fields = new PersonFields(screens, errors);
        var dialog = new Dialog(fields);
        dialog.setHeaderTitle(t("customers.person.add"));
        dialog.setWidth("440px");
        dialog.getFooter()
                .add(
                        new Button(t("ui.cancel"), click -> dialog.close()),
                        Parts.primary(Parts.button(
                                t("ui.save"),
                                "Ctrl+Enter",
                                "Ctrl ↵",
                                () -> errors.attempt(() -> {
                                    var added = screens.people().add(fields.read());
                                    dialog.close();
                                    open(added);
                                }))));
        dialog.open();
        fields.focusName();
    }
}
