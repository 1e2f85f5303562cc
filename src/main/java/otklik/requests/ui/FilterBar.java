package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.ComboBoxVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.QueryParameters;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import otklik.requests.RequestFilter;
import otklik.requests.RequestList;
import otklik.requests.RequestView;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Role;
import otklik.security.WorkGroup;
import otklik.ui.Parts;

/** What is asked of the list and the board: the views with their counters, a search, and the narrower questions. */
class FilterBar extends Div {
    private static final String VIEW = "view";
    private static final String TEXT = "q";
    private static final String MANAGER = "manager";
    private static final String TEAM = "team";
    private static final String CHANNEL = "channel";
    private static final String WARNED = "warned";

    private final transient RequestList list;
    private final transient Accounts accounts;
    private final transient Consumer<RequestFilter> go;
    private final Map<RequestView, NativeButton> chips = new EnumMap<>(RequestView.class);
    private final NativeButton warned = new NativeButton("");
    private final TextField search = new TextField();
    private final ComboBox<Account> manager = new ComboBox<>();
    private final ComboBox<WorkGroup> team = new ComboBox<>();
    private final ComboBox<String> channel = new ComboBox<>();
    private final Div narrower = Parts.row("narrower");
    private final Button more = new Button(t("requests.filters"));
    private RequestFilter filter;

    FilterBar(
            RequestList list,
            Accounts accounts,
            Map<String, String> sources,
            RequestFilter filter,
            Consumer<RequestFilter> go) {
        this.list = list;
        this.accounts = accounts;
        this.filter = filter;
        this.go = go;
        addClassName("filters");
        var views = Parts.row("chips");
        for (var view : RequestView.values()) {
            var chip = new NativeButton("", click -> go.accept(this.filter.in(view)));
            chip.addClassName("chip");
            chips.put(view, chip);
            views.add(chip);
        }
        prepareSearch();
        prepareNarrower(sources);
        add(views, Parts.row("line", search, more), narrower);
    }

    private void prepareSearch() {
        search.setPlaceholder(t("requests.search"));
        search.setAriaLabel(t("requests.search"));
        search.setClearButtonVisible(true);
        search.addClassName("grow");
        Parts.focusedBy(search, "Slash");
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go.accept(filter.matching(change.getValue()));
            }
        });
    }

    private void prepareNarrower(Map<String, String> sources) {
        more.addThemeVariants(ButtonVariant.LUMO_SMALL);
        more.addClickListener(click -> showNarrower(!narrower.isVisible()));
        manager.setItems(accounts.with(Role.MANAGER));
        manager.setItemLabelGenerator(Account::name);
        prepare(manager, t("requests.manager"));
        team.setItems(accounts.groups().stream()
                .filter(group -> group.kind() == WorkGroup.Kind.TEAM)
                .toList());
        team.setItemLabelGenerator(group -> String.valueOf(group.name()));
        prepare(team, t("requests.team"));
        channel.setItems(list.channels());
        channel.setItemLabelGenerator(key -> RequestWords.channel(key, sources));
        prepare(channel, t("requests.channel"));
        warned.setText(t("requests.warned"));
        warned.addClassName("chip");
        warned.addClickListener(click -> go.accept(with(!filter.warned())));
        narrower.add(manager, team, channel, warned);
    }

    private void prepare(ComboBox<?> box, String name) {
        box.setPlaceholder(name);
        box.setAriaLabel(name);
        box.setClearButtonVisible(true);
        box.addThemeVariants(ComboBoxVariant.LUMO_SMALL);
        box.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go.accept(with(filter.warned()));
            }
        });
    }

    private RequestFilter with(boolean newWarned) {
        return new RequestFilter(
                filter.view(),
                filter.text(),
                Optional.ofNullable(manager.getValue()).map(Account::login).orElse(null),
                Optional.ofNullable(team.getValue()).map(WorkGroup::id).orElse(null),
                channel.getValue(),
                newWarned);
    }

    private void showNarrower(boolean shown) {
        narrower.setVisible(shown);
        more.getElement().setAttribute("aria-expanded", String.valueOf(shown));
    }

    RequestFilter filter() {
        return filter;
    }

    /** Shows the filter with fresh counters. */
    void show(RequestFilter newFilter, Map<RequestView, Integer> counts) {
        filter = newFilter;
        chips.forEach((view, chip) -> {
            int count = counts.getOrDefault(view, 0);
            var counted = view != RequestView.CLOSED && view != RequestView.ALL && count > 0;
            chip.setText(t(view) + (counted ? " " + count : ""));
            chip.getElement().setAttribute("aria-pressed", String.valueOf(view == filter.view()));
        });
        if (!search.getValue().strip().equals(filter.text())) {
            search.setValue(filter.text());
        }
        manager.setValue(
                filter.manager() == null
                        ? null
                        : accounts.byLogin(filter.manager()).orElse(null));
        team.setValue(
                filter.team() == null ? null : accounts.group(filter.team()).orElse(null));
        channel.setValue(filter.channel());
        warned.getElement().setAttribute("aria-pressed", String.valueOf(filter.warned()));
        var isNarrower =
                filter.manager() != null || filter.team() != null || filter.channel() != null || filter.warned();
        showNarrower(narrower.isVisible() && more.getElement().hasAttribute("aria-expanded") || isNarrower);
    }

    /** The filter as the query of an address; the view is always in it. */
    static QueryParameters query(RequestFilter filter, boolean board) {
        var query = new HashMap<String, List<String>>();
        query.put(VIEW, List.of(filter.view().name()));
        put(query, TEXT, filter.text());
        put(query, MANAGER, filter.manager());
        put(query, TEAM, filter.team());
        put(query, CHANNEL, filter.channel());
        put(query, WARNED, filter.warned() ? "1" : "");
        put(query, CommunicationsView.AS, board ? CommunicationsView.BOARD : "");
        return new QueryParameters(query);
    }

    private static void put(Map<String, List<String>> query, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            query.put(name, List.of(value));
        }
    }

    /** Reads the filter out of an address; what nobody understands is left out. */
    static RequestFilter of(QueryParameters query, RequestView byDefault) {
        var view = query.getSingleParameter(VIEW).flatMap(name -> Arrays.stream(RequestView.values())
                .filter(candidate -> candidate.name().equals(name))
                .findFirst());
        return new RequestFilter(
                view.orElse(byDefault),
                query.getSingleParameter(TEXT).orElse(""),
                query.getSingleParameter(MANAGER).orElse(null),
                query.getSingleParameter(TEAM).orElse(null),
                query.getSingleParameter(CHANNEL).orElse(null),
                query.getSingleParameter(WARNED).isPresent());
    }
}
