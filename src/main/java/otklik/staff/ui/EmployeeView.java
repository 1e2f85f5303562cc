package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Refusal;
import otklik.security.Action;
import otklik.security.Needs;
import otklik.security.ProductLimit;
import otklik.security.Section;
import otklik.staff.Differences;
import otklik.staff.EmployeeCard;
import otklik.staff.EmployeeForm;
import otklik.staff.EmployeeKind;
import otklik.staff.EmployeeState;
import otklik.ui.FormErrors;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The card of an employee, or of one to be added: the form with Save at its very bottom (S1.11), beside it what else there is to know. */
@Route(value = EmployeesView.PATH + "/:login", layout = MainLayout.class)
@PermitAll
@Needs(Section.EMPLOYEES)
class EmployeeView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String NEW = "new";

    private final transient StaffScreens staff;
    private final transient List<EmployeeCardPart> parts;
    private final Div side = Parts.row("column");
    private @Nullable EmployeeCard card;
    private transient @Nullable EmployeeFields fields;
    private transient FormErrors errors = new FormErrors();

    EmployeeView(StaffScreens staff, List<EmployeeCardPart> parts) {
        this.staff = staff;
        this.parts = parts.stream()
                .sorted(Comparator.comparingInt(EmployeeCardPart::order))
                .toList();
        addClassNames("page", "with-side");
    }

    @Override
    public String getPageTitle() {
        return (card == null ? t("staff.adding") : card.form().name()) + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var login = event.getRouteParameters().get("login").orElse(NEW);
        try {
            if (login.equals(NEW)) {
                staff.policy().require(Section.EMPLOYEES, Action.CREATE);
                card = null;
            } else {
                card = staff.employees().card(login);
            }
        } catch (Refusal refused) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        show();
    }

    private void show() {
        removeAll();
        errors = new FormErrors();
        var shown = card;
        var form = new EmployeeFields(staff, errors, shown == null);
        fields = form;
        var isReadOnly = shown != null && (!staff.mayChange() || shown.state() == EmployeeState.LEFT);
        form.show(shown == null ? "" : shown.login(), shown == null ? empty() : shown.form(), isReadOnly);
        var back = Parts.link(EmployeesView.PATH, "‹ " + t("staff.employees"));
        var head = Parts.row(
                "head",
                back,
                new H1(shown == null ? t("staff.adding") : shown.form().name()));
        if (shown != null) {
            head.add(Parts.tag(EmployeesView.tone(shown.state()), t(shown.state())));
        }
        var content = Parts.row("card", head, Parts.row("body", form));
        if (!isReadOnly) {
            content.add(Parts.row(
                    "foot",
                    Parts.primary(Parts.button(t("ui.save"), "Ctrl+Enter", "Ctrl ↵", this::save)),
                    new Button(t("ui.cancel"), click -> leave())));
        }
        showSide();
        add(content, side);
    }

    private void showSide() {
        side.removeAll();
        var shown = card;
        if (shown == null) {
            side.add(Parts.row(
                    "card",
                    Parts.row("head", new H2(t("staff.adding.next"))),
                    Parts.row("body", new Paragraph(t("staff.adding.next.text")))));
            return;
        }
        for (var part : parts) {
            part.component(shown.login(), this::reload)
                    .ifPresent(component -> side.add(Parts.row(
                            "card", Parts.row("head", new H2(t(part.title()))), Parts.row("body", component))));
        }
    }

    private static EmployeeForm empty() {
        return new EmployeeForm(
                "",
                "",
                "",
                EmployeeKind.CALL_CENTRE,
                null,
                null,
                null,
                null,
                ProductLimit.EVERY,
                ProductLimit.EVERY,
                Set.of(),
                Set.of(),
                Set.of(),
                Texts.supported(Texts.locale()));
    }

    private void leave() {
        getUI().ifPresent(ui -> ui.navigate(EmployeesView.class));
    }

    private void save() {
        var form = fields;
        if (form == null) {
            return;
        }
        var shown = card;
        errors.attempt(() -> {
            var typed = form.read();
            if (shown == null) {
                add(form.login(), typed);
            } else if (staff.employees().card(shown.login()).version() != shown.version()) {
                showConflict(shown, typed);
            } else {
                change(shown, typed);
            }
        });
    }

    private void add(String login, EmployeeForm typed) {
        var effects = staff.employees().previewInvitation(login, typed);
        EffectsDialog.confirm(effects, staff.words(), () -> {
            if (errors.attempt(() -> staff.employees().invite(login, typed))) {
                Parts.done(t("staff.added", typed.name().strip()));
                getUI().ifPresent(ui -> ui.navigate(EmployeesView.PATH + "/" + login));
            }
        });
    }

    private void change(EmployeeCard shown, EmployeeForm typed) {
        var effects = staff.employees().preview(shown.login(), typed);
        EffectsDialog.confirm(effects, staff.words(), () -> {
            try {
                if (errors.attempt(() -> saveOrTell(shown, typed))) {
                    Parts.done(t("staff.saved"));
                    card = staff.employees().card(shown.login());
                    show();
                }
            } catch (ChangedMeanwhile changed) {
                showConflict(shown, typed);
            }
        });
    }

    /** Somebody was faster between the preview and the saving. */
    private static final class ChangedMeanwhile extends RuntimeException {}

    private void saveOrTell(EmployeeCard shown, EmployeeForm typed) {
        try {
            staff.employees().change(shown.login(), typed, shown.version());
        } catch (Refusal refused) {
            if (refused.key().equals("staff.changedMeanwhile")) {
                throw new ChangedMeanwhile();
            }
            throw refused;
        }
    }

    /** What the other one has saved is taken over where nothing was typed here; everything typed stays (E81). */
    private void showConflict(EmployeeCard before, EmployeeForm typed) {
        var now = staff.employees().card(before.login());
        var theirs = Differences.ofCards(before.form(), now.form());
        card = now;
        var form = fields;
        if (form != null) {
            form.show(now.login(), typed.onTopOf(before.form(), now.form()), now.state() == EmployeeState.LEFT);
        }
        showSide();
        if (theirs.isEmpty()) {
            // Only what is not on the card, such as the theme of the person's screens.
            change(now, typed);
            return;
        }
        var words = new CardWords(staff);
        ConflictDialog.open(
                t("staff.conflict.text"), theirs.stream().map(words::of).toList());
    }

    /** A part beside the form has changed the employee: what was typed stays. */
    private void reload() {
        var before = card;
        var form = fields;
        if (before == null || form == null) {
            return;
        }
        var typed = form.read();
        card = staff.employees().card(before.login());
        show();
        var now = card;
        var shownAnew = fields;
        if (now.state() != EmployeeState.LEFT && shownAnew != null && staff.mayChange()) {
            shownAnew.show(now.login(), typed.onTopOf(before.form(), now.form()), false);
        }
    }
}
