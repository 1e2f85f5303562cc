package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Signals;
import otklik.requests.LeadSource;
import otklik.requests.LeadState;
import otklik.requests.OldLead;
import otklik.requests.OldLeads;
import otklik.requests.OldLeads.Filter;
import otklik.requests.RecoveryDial;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.ui.FormErrors;
import otklik.ui.ListBody;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The recovery pool for its head: who is in it and why, what is linked with each, and how much of a day it may take. */
@Route(value = RecoveryView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(value = Section.REQUESTS, action = Action.ASSIGN)
class RecoveryView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "recovery";
    private static final String SOURCE = "source";
    private static final String STATE = "state";
    private static final int WHOLE = 100;
    private static final int STEP = 5;

    private final transient OldLeads pool;
    private final transient RecoveryDial dial;
    private final transient Accounts accounts;
    private final transient Texts texts;
    private final Grid<OldLead> grid = new Grid<>();
    private final ListBody body = new ListBody(grid);
    private final Div sources = Parts.row("chips");
    private final Div states = Parts.row("chips");
    private final Div side = Parts.row("card");
    private final IntegerField share = new IntegerField(t("requests.recovery.share"));
    private transient Filter filter = new Filter(null, null);
    private transient @Nullable OldLead shown;

    RecoveryView(
            OldLeads pool, RecoveryDial dial, Parameters parameters, Accounts accounts, Texts texts, Signals signals) {
        this.pool = pool;
        this.dial = dial;
        this.accounts = accounts;
        this.texts = texts;
        addClassNames("page", "recovery");
        columns();
        side.addClassName("recovery-side");
        side.setVisible(false);
        add(
                Parts.row(
                        "card",
                        Parts.row("head", new H1(t("requests.recovery")), Parts.row("grow"), dial()),
                        Parts.row(
                                "tools",
                                sources,
                                states,
                                Parts.text(
                                        "muted",
                                        t(
                                                "requests.recovery.rule",
                                                parameters
                                                        .duration(Parameter.RECOVERY_SAME_CLIENT)
                                                        .toDays(),
                                                parameters.number(Parameter.CONTACT_DAILY_CAP)))),
                        body),
                side);
        Live.refresh(this, signals, Set.of(OldLeads.TOPIC, Signals.SETTINGS), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return t("requests.recovery") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!pool.mayChange()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        var query = event.getLocation().getQueryParameters();
        filter = new Filter(
                query.getSingleParameter(SOURCE)
                        .flatMap(word -> constant(LeadSource.values(), word))
                        .orElse(null),
                query.getSingleParameter(STATE)
                        .flatMap(word -> constant(LeadState.values(), word))
                        .orElse(null));
        refresh();
    }

    private static <E extends Enum<E>> Optional<E> constant(E[] values, String word) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(word))
                .findFirst();
    }

    private Component dial() {
        share.setMin(0);
        share.setMax(WHOLE);
        share.setStep(STEP);
        share.setStepButtonsVisible(true);
        share.setSuffixComponent(new Span("%"));
        share.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        share.addClassName("recovery-share");
        share.setHelperText(t("requests.recovery.share.hint"));
        share.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null && !share.isInvalid()) {
                if (Parts.attempt(() -> dial.turn(change.getValue()))) {
                    Parts.done(t("requests.recovery.share.done", change.getValue()));
                } else {
                    share.setValue(change.getOldValue());
                }
            }
        });
        return share;
    }

    private void columns() {
        grid.addClassNames("list", "columns");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
        grid.getElement().setAttribute("aria-label", t("requests.recovery"));
        grid.addColumn(new ComponentRenderer<>(this::client))
                .setHeader(t("requests.client"))
                .setFlexGrow(2);
        grid.addColumn(OldLead::title).setHeader(t("requests.recovery.title")).setFlexGrow(2);
        grid.addColumn(lead -> t(lead.source())).setHeader(t("requests.recovery.source"));
        grid.addColumn(new ComponentRenderer<>(this::state)).setHeader(t("requests.recovery.state"));
        grid.addColumn(lead -> lead.holder() == null ? "" : accounts.nameOf(lead.holder()))
                .setHeader(t("requests.recovery.holder"));
        grid.addColumn(OldLead::links)
                .setHeader(t("requests.recovery.links"))
                .setFlexGrow(0)
                .setWidth("100px");
        grid.addColumn(lead -> texts.date(lead.createdAt()))
                .setHeader(t("requests.recovery.since"))
                .setFlexGrow(0)
                .setWidth("120px");
        grid.setItems(
                query -> pool.list(filter, query.getOffset(), query.getLimit()).stream(), query -> pool.count(filter));
        grid.asSingleSelect().addValueChangeListener(change -> show(change.getValue()));
    }

    private Component client(OldLead lead) {
        var path = lead.company() != null
                ? "companies/" + lead.company()
                : lead.person() != null ? "people/" + lead.person() : null;
        return path == null ? new Span(lead.name()) : Parts.link(path, lead.name());
    }

    private Component state(OldLead lead) {
        return switch (lead.state()) {
            case READY ->
                lead.holder() == null
                        ? Parts.tag(Parts.Tone.TODAY, t(lead.state()))
                        : Parts.tag(Parts.Tone.PLAN, t("requests.recovery.inWork"));
            case RESTING -> Parts.tag(Parts.Tone.PLAN, t("requests.recovery.until", texts.date(lead.readyAt())));
            case RECOVERED -> Parts.tag(Parts.Tone.OK, t(lead.state()));
            case GONE, NEVER -> Parts.tag(Parts.Tone.NONE, t(lead.state()));
        };
    }

    private void refresh() {
        var counts = pool.bySource();
        sources.removeAll();
        sources.add(chip(
                t("requests.recovery.all") + " · "
                        + counts.values().stream().mapToInt(Integer::intValue).sum(),
                filter.source() == null,
                new Filter(null, filter.state())));
        for (var source : LeadSource.values()) {
            sources.add(chip(
                    t(source) + " · " + counts.getOrDefault(source, 0),
                    filter.source() == source,
                    new Filter(source, filter.state())));
        }
        states.removeAll();
        states.add(chip(t("requests.recovery.inPool"), filter.state() == null, new Filter(filter.source(), null)));
        for (var state : LeadState.values()) {
            states.add(chip(t(state), filter.state() == state, new Filter(filter.source(), state)));
        }
        share.setValue(dial.share().intValue());
        if (pool.count(filter) == 0) {
            body.showEmpty(t("requests.recovery.empty"), t("requests.recovery.empty.hint"));
        } else {
            body.showRows();
            grid.getDataProvider().refreshAll();
        }
        if (shown != null) {
            show(pool.find(shown.number()).orElse(null));
        }
    }

    private NativeButton chip(String text, boolean isOn, Filter wanted) {
        var chip = new NativeButton(text, click -> getUI().ifPresent(ui -> ui.navigate(PATH, query(wanted))));
        chip.addClassName("chip");
        chip.getElement().setAttribute("aria-pressed", String.valueOf(isOn));
        return chip;
    }

    private static QueryParameters query(Filter wanted) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (wanted.source() != null) {
            parameters.put(SOURCE, wanted.source().name().toLowerCase(Locale.ROOT));
        }
        if (wanted.state() != null) {
            parameters.put(STATE, wanted.state().name().toLowerCase(Locale.ROOT));
        }
        return QueryParameters.simple(parameters);
    }

    /** What is linked with the chosen one, and what can be done with him. */
    private void show(@Nullable OldLead lead) {
        shown = lead;
        side.removeAll();
        side.setVisible(lead != null);
        if (lead == null) {
            return;
        }
        var head = Parts.row("head", new H2(lead.name() + " · " + lead.number()), Parts.row("grow"));
        if (lead.state().isOpen()) {
            var out = new Button(
                    t("requests.recovery.withdraw"),
                    click -> Parts.attempt(() -> {
                        pool.withdraw(lead.number());
                        Parts.done(t("requests.recovery.withdrawn", lead.name()));
                    }));
            out.addThemeVariants(ButtonVariant.LUMO_SMALL);
            out.setEnabled(lead.holder() == null);
            head.add(out);
        }
        var links = Parts.row("recovery-links");
        var keys = pool.links(lead);
        var names = pool.names(keys);
        keys.forEach(key -> links.add(link(lead, key, names.getOrDefault(key, ""))));
        var errors = new FormErrors();
        var key = errors.add("link", new TextField());
        key.setPlaceholder(t("requests.recovery.link.example"));
        key.setAriaLabel(t("requests.recovery.link"));
        var add = new Button(
                t("requests.recovery.link"),
                click -> errors.attempt(() -> {
                    pool.link(lead.number(), key.getValue());
                    key.clear();
                }));
        add.addThemeVariants(ButtonVariant.LUMO_SMALL);
        side.add(head, Parts.text("muted", t("requests.recovery.links.title")), links, Parts.row("line", key, add));
    }

    private Component link(OldLead lead, String key, String name) {
        var remove = new NativeButton("×", click -> Parts.attempt(() -> pool.unlink(lead.number(), key)));
        remove.addClassName("chip-remove");
        remove.setAriaLabel(t("requests.recovery.unlink", key));
        var chip = Parts.row("chip", Parts.link(path(key), (key + " " + name).strip()), remove);
        return chip;
    }

    private static String path(String key) {
        return switch (key.charAt(0)) {
            case 'R' -> CommunicationsView.PATH + "/" + key;
            case 'K' -> "companies/" + key;
            case 'P' -> "people/" + key;
            default -> "activities/" + key;
        };
    }
}
