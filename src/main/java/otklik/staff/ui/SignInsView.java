package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.security.Accounts;
import otklik.security.Needs;
import otklik.security.SecondFactors;
import otklik.security.Section;
import otklik.security.SignInEvent;
import otklik.security.SignInLog;
import otklik.security.SignInOutcome;
import otklik.security.SignInThrottle;
import otklik.ui.ListBody;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** Who came in and who was refused; who has to wait now, and may be let in at once. The address holds the filter. */
@Route(value = SignInsView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(Section.SYSTEM)
class SignInsView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "sign-ins";
    private static final String PERSON = "person";
    private static final String OUTCOME = "outcome";
    private static final int WAITING = 20;

    /** Details that are words of ours; what a provider says is shown as it is. */
    private static final Set<String> DETAILS =
            Set.of("code", "recovery", "idle", "elsewhere", "password", "inactive", "unverified", "unknown");

    private final transient SignInLog log;
    private final transient SignInThrottle throttle;
    private final transient SecondFactors factors;
    private final transient Accounts accounts;
    private final transient Texts texts;
    private final TextField person = new TextField();
    private final Select<SignInOutcome> outcome = new Select<>();
    private final Grid<SignInEvent> grid = new Grid<>();
    private final ListBody listBody = new ListBody(grid);
    private final Div about = Parts.row("notes");
    private @Nullable String login;
    private @Nullable SignInOutcome only;

    SignInsView(SignInLog log, SignInThrottle throttle, SecondFactors factors, Accounts accounts, Texts texts) {
        this.log = log;
        this.throttle = throttle;
        this.factors = factors;
        this.accounts = accounts;
        this.texts = texts;
        addClassName("page");
        person.setPlaceholder(t("staff.login"));
        person.setAriaLabel(t("staff.login"));
        person.setClearButtonVisible(true);
        person.setValueChangeMode(ValueChangeMode.LAZY);
        person.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go();
            }
        });
        outcome.setAriaLabel(t("staff.signIns.outcome"));
        outcome.setPlaceholder(t("staff.signIns.any"));
        outcome.setEmptySelectionAllowed(true);
        outcome.setEmptySelectionCaption(t("staff.signIns.any"));
        outcome.setItems(SignInOutcome.values());
        outcome.setItemLabelGenerator(choice -> choice == null ? t("staff.signIns.any") : t(choice));
        outcome.setWidth("220px");
        outcome.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go();
            }
        });
        columns();
        add(Parts.row(
                "card",
                Parts.row("head", new H1(t("staff.signIns"))),
                Parts.row("tools", person, outcome),
                about,
                listBody));
    }

    @Override
    public String getPageTitle() {
        return t("staff.signIns") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var address = event.getLocation().getQueryParameters();
        login = address.getSingleParameter(PERSON)
                .filter(text -> !text.isBlank())
                .orElse(null);
        only = address.getSingleParameter(OUTCOME)
                .flatMap(name -> Arrays.stream(SignInOutcome.values())
                        .filter(choice -> choice.name().equals(name))
                        .findFirst())
                .orElse(null);
        person.setValue(login == null ? "" : login);
        outcome.setValue(only);
        refresh();
    }

    private void columns() {
        grid.addClassName("table");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_COMPACT);
        grid.getElement().setAttribute("aria-label", t("staff.signIns"));
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addColumn(LitRenderer.<SignInEvent>of("<span title=\"${item.full}\">${item.when}</span>")
                        .withProperty("full", event -> texts.fullMoment(event.at()))
                        .withProperty("when", event -> texts.moment(event.at())))
                .setHeader(t("staff.signIns.when"))
                .setFlexGrow(0)
                .setWidth("130px");
        grid.addColumn(LitRenderer.<SignInEvent>of(
                                "<span class=\"ell\">${item.name} <span class=\"muted\">${item.login}</span></span>")
                        .withProperty("name", event -> accounts.byLogin(event.login())
                                .map(found -> found.name())
                                .orElse(""))
                        .withProperty("login", SignInEvent::login))
                .setHeader(t("staff.signIns.who"));
        grid.addColumn(LitRenderer.<SignInEvent>of(
                                "<span class=\"tag ${item.tone}\">${item.outcome}</span> <span class=\"muted\">${item.detail}</span>")
                        .withProperty("tone", event -> tone(event).name().toLowerCase(Locale.ROOT))
                        .withProperty("outcome", event -> t(event.outcome()))
                        .withProperty("detail", SignInsView::detail))
                .setHeader(t("staff.signIns.outcome"));
        grid.addColumn(SignInEvent::address)
                .setHeader(t("staff.signIns.address"))
                .setFlexGrow(0)
                .setWidth("160px");
        grid.addColumn(SignInEvent::browser)
                .setHeader(t("staff.signIns.browser"))
                .setFlexGrow(0)
                .setWidth("170px");
        grid.setItems(query -> log.list(login, only, query.getOffset(), query.getLimit()).stream());
    }

    static Component outcome(SignInEvent event) {
        return new Span(Parts.tag(tone(event), t(event.outcome())), Parts.text("muted", " " + detail(event)));
    }

    private static Parts.Tone tone(SignInEvent event) {
        return switch (event.outcome()) {
            case SIGNED_IN -> Parts.Tone.OK;
            case WRONG_PASSWORD, WRONG_CODE, UNKNOWN_PERSON -> Parts.Tone.TODAY;
            case LOCKED, PROVIDER_REFUSED -> Parts.Tone.LATE;
            case SIGNED_OUT, SESSION_ENDED -> Parts.Tone.PLAN;
        };
    }

    private static String detail(SignInEvent event) {
        var detail = event.detail();
        if (detail == null) {
            return "";
        }
        return DETAILS.contains(detail) ? t("staff.signIns.detail." + detail) : detail;
    }

    private void refresh() {
        about.removeAll();
        throttle.locked(WAITING).forEach(lock -> about.add(waiting(lock)));
        if (login != null && factors.isOn(login)) {
            about.add(factorOf(login));
        }
        if (log.list(login, only, 0, 1).isEmpty()) {
            if (login == null && only == null) {
                listBody.showEmpty(t("staff.signIns.empty"), t("staff.signIns.empty.hint"));
            } else {
                listBody.showEmpty(t("ui.nothingFound"), t("ui.nothingFound.hint"));
            }
        } else {
            listBody.showRows();
            grid.getDataProvider().refreshAll();
        }
    }

    private Div waiting(SignInThrottle.Lock lock) {
        var unlock = new Button(t("staff.signIns.unlock"), click -> {
            throttle.unlock(lock);
            Parts.done(t("staff.signIns.unlocked", lock.name()));
            refresh();
        });
        return Parts.row(
                "line",
                Parts.tag(Parts.Tone.LATE, t("security.SignInOutcome.LOCKED")),
                new Span(t("staff.signIns.waiting", lock.name(), lock.failures(), texts.until(lock.until()))),
                unlock);
    }

    private Div factorOf(String owner) {
        var reset = new Button(t("staff.secondFactor.reset"), click -> {
            var question = new ConfirmDialog(
                    t("staff.secondFactor.reset"),
                    t("staff.secondFactor.reset.text", accounts.nameOf(owner)),
                    t("staff.secondFactor.reset"),
                    confirmed -> {
                        factors.reset(owner);
                        Parts.done(t("staff.secondFactor.wasReset", accounts.nameOf(owner)));
                        refresh();
                    });
            question.setCancelable(true);
            question.setCancelText(t("ui.cancel"));
            question.open();
        });
        return Parts.row(
                "line",
                Parts.tag(Parts.Tone.OK, t("staff.secondFactor.on")),
                new Span(t("staff.secondFactor.of", accounts.nameOf(owner))),
                reset);
    }

    private void go() {
        Map<String, String> address = new LinkedHashMap<>();
        if (!person.isEmpty()) {
            address.put(PERSON, person.getValue().strip());
        }
        if (outcome.getValue() != null) {
            address.put(OUTCOME, outcome.getValue().name());
        }
        getUI().ifPresent(ui -> ui.navigate(PATH, QueryParameters.simple(address)));
    }
}
