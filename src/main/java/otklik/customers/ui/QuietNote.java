package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import otklik.customers.CompanyCard;
import otklik.customers.ContactPoint;
import otklik.customers.QuietCompanies;
import otklik.customers.Suppression;
import otklik.customers.Suppressions;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** Says above a company's card that it, or one of its contacts, wants to be left alone: since when, by whom, why. */
@org.springframework.stereotype.Component
class QuietNote implements CompanyNote {
    private final QuietCompanies quiet;
    private final Suppressions suppressions;
    private final Accounts accounts;
    private final Policy policy;
    private final Texts texts;

    QuietNote(QuietCompanies quiet, Suppressions suppressions, Accounts accounts, Policy policy, Texts texts) {
        this.quiet = quiet;
        this.suppressions = suppressions;
        this.accounts = accounts;
        this.policy = policy;
        this.texts = texts;
    }

    @Override
    public Optional<Component> of(CompanyCard company) {
        var box = new Div();
        box.addClassName("stack");
        var mayLift = policy.reach(Section.COMPANIES, Action.DELETE)
                .covers(company.form().responsible());
        var whole = quiet.of(company.number());
        whole.ifPresent(said -> box.add(company(company, said, mayLift)));
        if (whole.isEmpty()) {
            suppressions.of(company.form().points()).entrySet().stream()
                    .map(entry -> point(entry, mayLift))
                    .forEach(box::add);
        }
        return box.getComponentCount() == 0 ? Optional.empty() : Optional.of(box);
    }

    private Div company(CompanyCard company, QuietCompanies.Quiet said, boolean mayLift) {
        var line = Parts.row(
                "company-note",
                Parts.tag(Parts.Tone.LATE, t("customers.CompanyState.DO_NOT_DISTURB")),
                new Span(t(
                        "customers.quiet.since",
                        texts.date(said.since()),
                        said.by() == null ? t("customers.quiet.byItself") : accounts.nameOf(said.by()),
                        said.reason())));
        if (mayLift) {
            line.add(lift(() -> ReasonDialog.open(
                    t("customers.quiet.lift"), t("customers.quiet.lift.text"), t("customers.quiet.lift"), reason -> {
                        quiet.lift(company.number(), reason);
                        Parts.done(t("customers.quiet.lifted", company.number()));
                    })));
        }
        return line;
    }

    private Div point(Map.Entry<ContactPoint, List<Suppression>> entry, boolean mayLift) {
        var point = entry.getKey();
        var said = entry.getValue().get(0);
        var line = Parts.row(
                "company-note",
                Parts.tag(Parts.Tone.TODAY, t("customers.PointState.DO_NOT_USE")),
                new Span(t(
                        "customers.suppression.since",
                        point.shown(),
                        t(said.scope()),
                        texts.date(said.since()),
                        said.by() == null ? t("customers.quiet.byItself") : accounts.nameOf(said.by()),
                        said.reason())));
        if (mayLift) {
            line.add(lift(() -> ReasonDialog.open(
                    t("customers.suppression.lift"),
                    t("customers.suppression.lift.text", point.shown()),
                    t("customers.suppression.lift"),
                    reason -> {
                        suppressions.lift(point, reason);
                        Parts.done(t("customers.suppression.lifted", point.shown()));
                    })));
        }
        return line;
    }

    private static Button lift(Runnable action) {
        var button = new Button(t("customers.quiet.lift.short"), click -> action.run());
        button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        return button;
    }
}
