package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyDrafts;
import otklik.customers.CompanyForm;
import otklik.customers.CompanySelection;
import otklik.customers.CompanyState;
import otklik.customers.CompanyText;
import otklik.history.Event;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.ui.CaseAct;
import otklik.ui.FormErrors;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;

/**
 * A company, or one to be added: its card, always open for a change, and beside it what hangs on the company, in tabs that the modules
 * bring. The address holds the tab. What is typed is kept as a draft until it is saved.
 */
@Route(value = CompanyView.PATH + "/:number/:tab?", layout = MainLayout.class)
@PermitAll
@Needs(Section.COMPANIES)
class CompanyView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "companies";

    private final transient CompanyScreens screens;
    private final transient List<CompanyPanel> panels;
    private final transient List<CompanyAct> acts;
    private final transient List<CompanyNote> notes;
    private final transient List<CaseAct> caseActs;
    private final transient WhyWords why;
    private final Div head = Parts.row("card");
    private final Div told = Parts.row("notes");
    private final Div body = Parts.row("body");
    private final Div foot = Parts.row("foot");
    private final Div side = Parts.row("card");
    private final ProductsPart products;
    private transient @Nullable CompanyFields fields;
    private transient FormErrors errors = new FormErrors();
    private transient CompanyText seen = CompanyText.of(CompanyForm.named(""));
    private String number = "";
    private String tab = "";
    private @Nullable CompanyCard card;

    CompanyView(
            CompanyScreens screens,
            List<CompanyPanel> panels,
            ObjectProvider<CompanyAct> acts,
            ObjectProvider<CompanyNote> notes,
            ObjectProvider<CaseAct> caseActs,
            WhyWords why) {
        this.screens = screens;
        this.panels = panels.stream()
                .sorted(Comparator.comparingInt(CompanyPanel::order))
                .toList();
        this.acts =
                acts.stream().sorted(Comparator.comparingInt(CompanyAct::order)).toList();
        this.notes = notes.orderedStream().toList();
        this.caseActs = caseActs.stream()
                .sorted(Comparator.comparingInt(CaseAct::order))
                .toList();
        this.why = why;
        this.products = new ProductsPart(screens);
        addClassNames("page", "company");
        head.addClassName("company-head");
        Live.refresh(this, screens.signals(), topic -> topic.equals(number), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return (card == null ? t("customers.company.new") : card.name()) + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var wanted = event.getRouteParameters().get("number").orElse(CompanyDrafts.NEW);
        var wantedTab = event.getRouteParameters().get("tab").orElse("");
        if (!wanted.equals(number) || fields == null) {
            if (!open(wanted)) {
                event.rerouteToError(NotFoundException.class);
                return;
            }
            tab = wantedTab;
            showTab();
        } else if (!wantedTab.equals(tab)) {
            tab = wantedTab;
            showTab();
        }
    }

    private boolean open(String wanted) {
        if (wanted.equals(CompanyDrafts.NEW)) {
            if (!screens.policy().may(Section.COMPANIES, Action.CREATE)) {
                return false;
            }
            card = null;
        } else {
            var found = screens.companies().find(wanted);
            if (found.isEmpty()) {
                return false;
            }
            card = found.get();
        }
        number = wanted;
        seen = card == null
                ? CompanyText.of(CompanyForm.named("")
                        .withResponsible(CurrentUser.login().orElse(null)))
                : CompanyText.of(card.form());
        build();
        return true;
    }

    private void build() {
        removeAll();
        told.removeAll();
        body.removeAll();
        foot.removeAll();
        errors = new FormErrors();
        var made = new CompanyFields(screens, errors, this::keepDraft);
        fields = made;
        made.show(seen);
        var shown = card;
        var mayChange = mayChange();
        made.lock(!mayChange, shown == null || screens.companies().may(shown, Action.ASSIGN));
        body.add(made);
        if (shown != null) {
            products.show(shown, mayChange);
            body.add(products);
        }
        if (mayChange) {
            foot.add(
                    Parts.primary(Parts.button(t("ui.save"), "Ctrl+Enter", "Ctrl ↵", this::save)),
                    new Button(t("ui.cancel"), click -> discard()));
        }
        var form = Parts.row("card", told, body);
        form.addClassName("company-card");
        if (mayChange) {
            form.add(foot);
        }
        showHead();
        add(head, form);
        if (shown != null) {
            add(side);
        }
        setClassName("adding", shown == null);
        takeUpDraft();
    }

    private boolean mayChange() {
        var shown = card;
        return shown == null || screens.companies().may(shown, Action.CHANGE) && shown.isLive();
    }

    private void showHead() {
        head.removeAll();
        var shown = card;
        var back = Parts.link(PATH, "‹ " + t("customers.companies"));
        var line = Parts.row("head", back, new H1(shown == null ? t("customers.company.new") : shown.name()));
        head.add(line);
        if (shown == null) {
            return;
        }
        line.add(Parts.text("muted", shown.number()));
        line.add(Parts.tag(tone(shown.state()), t(shown.state())));
        shown.form().tags().forEach(name -> line.add(Parts.tag(Parts.Tone.PLAN, name)));
        caseActs.forEach(act -> act.part(shown.number()).ifPresent(line::add));
        line.add(menu(shown));
        var facts = Parts.row("company-facts");
        shown.points().forEach(point -> facts.add(new PointChip(screens, point, mayChange(), shown.number())));
        facts.add(fact("customers.card.responsible", person(shown.form().responsible())));
        if (shown.form().manager() != null) {
            facts.add(fact("customers.card.manager", person(shown.form().manager())));
        }
        facts.add(fact(
                "customers.lastContact",
                shown.lastContactAt() == null ? t("customers.lastContact.never") : moment(shown)));
        facts.add(next(shown));
        head.add(facts);
        notes.forEach(note -> note.of(shown).ifPresent(head::add));
    }

    private String moment(CompanyCard shown) {
        return screens.texts().moment(Objects.requireNonNull(shown.lastContactAt()));
    }

    private String person(@Nullable String login) {
        return login == null ? t("customers.card.nobody") : screens.accounts().nameOf(login);
    }

    private static Span fact(String name, String value) {
        return new Span(Parts.text("muted", t(name) + ": "), new Span(value));
    }

    /** The next planned activity by colour and word, or that there is none and why. */
    private Component next(CompanyCard shown) {
        var due = shown.nextDue();
        if (shown.openActivities() == 0) {
            return Parts.row("line", Parts.tag(Parts.Tone.NONE, t("customers.next.none")), why.button(shown.number()));
        }
        var title = shown.nextTitle() == null ? "" : shown.nextTitle();
        if (due == null) {
            return Parts.tag(Parts.Tone.PLAN, title);
        }
        var isToday = screens.texts()
                .date(due)
                .equals(screens.texts().date(screens.clock().instant()));
        var isLate = screens.texts().isPast(due);
        return Parts.tag(
                isLate ? Parts.Tone.LATE : isToday ? Parts.Tone.TODAY : Parts.Tone.PLAN,
                t(
                        isLate ? "customers.next.late" : "customers.next.planned",
                        screens.texts().until(due),
                        title));
    }

    private MenuBar menu(CompanyCard shown) {
        var menu = new MenuBar();
        menu.addThemeVariants(MenuBarVariant.LUMO_SMALL);
        if (!shown.isLive()) {
            return menu;
        }
        var allowed = acts.stream().filter(CompanyAct::isAllowed).toList();
        if (!allowed.isEmpty()) {
            var more = menu.addItem(t("customers.acts"));
            allowed.forEach(act -> more.getSubMenu()
                    .addItem(
                            t(act.title()),
                            click -> act.open(CompanySelection.of(List.of(shown.number())), this::refresh)));
        }
        return menu;
    }

    static Parts.Tone tone(CompanyState state) {
        return switch (state) {
            case ACTIVE -> Parts.Tone.OK;
            case DO_NOT_DISTURB -> Parts.Tone.LATE;
            case ANONYMISED, MERGED -> Parts.Tone.PLAN;
        };
    }

    private void showTab() {
        side.removeAll();
        var shown = card;
        if (shown == null) {
            return;
        }
        var open = panels.stream().filter(panel -> panel.isFor(shown)).toList();
        var here = open.stream()
                .filter(panel -> panel.key().equals(tab))
                .findFirst()
                .or(() -> open.stream().findFirst());
        var nav = new Nav();
        nav.addClassName("chips");
        nav.setAriaLabel(t("customers.tabs"));
        open.forEach(panel -> {
            var link = Parts.link(PATH + "/" + shown.number() + "/" + panel.key(), t(panel.title()));
            link.addClassName("chip");
            if (here.filter(panel::equals).isPresent()) {
                link.getElement().setAttribute("aria-current", "page");
            }
            nav.add(link);
        });
        side.add(Parts.row("head", nav));
        here.ifPresent(panel -> side.add(panel.panel(shown)));
    }

    private void keepDraft() {
        var form = fields;
        if (form != null) {
            screens.drafts().save(number, card == null ? 0 : card.version(), seen, form.text());
        }
    }

    /** What was typed the last time stands in its fields again. */
    private void takeUpDraft() {
        var form = fields;
        var draft = screens.drafts().find(number);
        if (form == null || draft.isEmpty() || !mayChange()) {
            return;
        }
        var typed = seen;
        for (var entry : draft.get().typed().entrySet()) {
            typed = typed.with(entry.getKey(), entry.getValue());
        }
        form.show(typed);
        if (form.text().differences(seen).isEmpty()) {
            screens.drafts().forget(number);
            return;
        }
        var isOlder = card != null && draft.get().seen() != card.version();
        tell(t(
                isOlder ? "customers.draft.older" : "customers.draft",
                screens.texts().moment(draft.get().savedAt())));
    }

    private void tell(String words, Component... more) {
        told.removeAll();
        var note = Parts.row("note", new Div(new Span(words)));
        note.add(more);
        note.getElement().setAttribute("role", "status");
        told.add(note);
    }

    private void discard() {
        screens.drafts().forget(number);
        if (card == null) {
            getUI().ifPresent(ui -> ui.navigate(PATH));
            return;
        }
        told.removeAll();
        errors.clear();
        var form = fields;
        if (form != null) {
            form.show(seen);
        }
    }

    private void save() {
        var form = fields;
        if (form == null) {
            return;
        }
        var shown = card;
        errors.attempt(() -> {
            var typed = form.text();
            var wanted = typed.form(screens.settings().country());
            if (shown == null) {
                var added = screens.companies().create(wanted);
                screens.drafts().forget(CompanyDrafts.NEW);
                Parts.done(t("customers.company.added", added.name()));
                getUI().ifPresent(ui -> ui.navigate(PATH + "/" + added.number()));
                return;
            }
            try {
                card = screens.companies().change(shown.number(), shown.version(), wanted);
            } catch (Refusal refused) {
                if (!refused.key().equals("customers.company.changedMeanwhile")) {
                    throw refused;
                }
                takeIn(screens.companies().find(shown.number()).orElseThrow(() -> refused));
                return;
            }
            screens.drafts().forget(number);
            told.removeAll();
            seen = CompanyText.of(Objects.requireNonNull(card).form());
            form.show(seen);
            showHead();
            Parts.done(t("customers.company.saved", Objects.requireNonNull(card).name()));
        });
    }

    /** Something has changed elsewhere: what nobody types in is shown anew, what is typed stays. */
    private void refresh() {
        var shown = card;
        var form = fields;
        if (shown == null || form == null) {
            return;
        }
        screens.companies().find(shown.number()).ifPresent(now -> {
            if (now.isLive() != shown.isLive()) {
                // What was typed goes too: it may be data that are deleted on request.
                screens.drafts().forget(number);
                open(number);
                showTab();
                return;
            }
            if (now.version() != shown.version()) {
                takeIn(now);
            }
            card = now;
            showHead();
            products.show(now, mayChange());
        });
    }

    /** Theirs stands where nothing was typed here; everything typed stays, and both are told (E81). */
    private void takeIn(CompanyCard now) {
        var form = Objects.requireNonNull(fields);
        var before = Objects.requireNonNull(card);
        var typed = form.text();
        var theirs = CompanyText.of(now.form());
        var changed = theirs.differences(seen);
        var mine = typed.differences(seen);
        var old = seen;
        form.show(typed.onTopOf(seen, theirs));
        seen = theirs;
        card = now;
        showHead();
        if (mine.isEmpty()) {
            return;
        }
        keepDraft();
        var lines = changed.stream()
                .map(field -> new Div(new Span(t(
                        mine.contains(field) ? "customers.conflict.both" : "customers.conflict.theirs",
                        form.label(field),
                        form.word(field, old.value(field)),
                        form.word(field, theirs.value(field))))))
                .toArray(Component[]::new);
        tell(t("customers.conflict", who(now, before)), lines);
    }

    private String who(CompanyCard now, CompanyCard before) {
        var names = screens.history().of(now.number(), History.Filter.ALL, null, 50).stream()
                .filter(event -> event.caseKey().equals(now.number())
                        && event.at().isAfter(before.changedAt())
                        && event.actorKind() == Event.ActorKind.PERSON)
                .map(event -> screens.accounts().nameOf(event.actor()))
                .distinct()
                .toList();
        return names.isEmpty() ? t("ui.name") : String.join(", ", names);
    }
}
