package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyDouble;
import otklik.customers.CompanyDouble.Likeness;
import otklik.customers.CompanyDoubles;
import otklik.customers.CompanyMerges;
import otklik.customers.CustomerMerge;
import otklik.security.Accounts;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** Says above a company's card which company it may be as well, and which ones were joined with it. */
@org.springframework.stereotype.Component
class DoublesNote implements CompanyNote {
    private static final int SHOWN = 3;

    private final CompanyDoubles doubles;
    private final CompanyMerges merges;
    private final Accounts accounts;
    private final Texts texts;

    DoublesNote(CompanyDoubles doubles, CompanyMerges merges, Accounts accounts, Texts texts) {
        this.doubles = doubles;
        this.merges = merges;
        this.accounts = accounts;
        this.texts = texts;
    }

    @Override
    public Optional<Component> of(CompanyCard company) {
        var box = new Div();
        box.addClassName("stack");
        merges.undoable(company.number()).forEach(merge -> box.add(joined(company, merge)));
        doubles.of(company.number()).stream().limit(SHOWN).forEach(pair -> box.add(suggested(pair)));
        return box.getComponentCount() == 0 ? Optional.empty() : Optional.of(box);
    }

    private Component joined(CompanyCard company, CustomerMerge merge) {
        return joined(merge, company.number(), CompanyView.PATH, accounts, texts, () -> merges.undo(merge.id()));
    }

    /**
     * Two that were joined, as seen from one of them, with the button that takes it back.
     *
     * @param number of the one whose page it stands on
     * @param pages path before the number of the other
     */
    static Component joined(
            CustomerMerge merge, String number, String pages, Accounts accounts, Texts texts, Runnable undo) {
        var isGone = merge.from().equals(number);
        var other = isGone ? merge.into() : merge.from();
        return Parts.row(
                "company-note",
                Parts.tag(Parts.Tone.PLAN, t(isGone ? "customers.merge.into" : "customers.merge.from")),
                Parts.link(pages + "/" + other, other),
                new Span(t(
                        "customers.merge.since",
                        texts.date(merge.at()),
                        merge.by() == null ? "" : accounts.nameOf(merge.by()),
                        texts.date(merge.until()))),
                small(
                        "customers.merge.undo",
                        () -> Parts.attempt(() -> {
                            undo.run();
                            Parts.done(t("customers.merge.undone", merge.from(), merge.into()));
                        })));
    }

    static Button small(String title, Runnable action) {
        var button = new Button(t(title), click -> action.run());
        button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        return button;
    }

    private static Component suggested(CompanyDouble pair) {
        return Parts.row(
                "company-note",
                Parts.tag(Parts.Tone.TODAY, t("customers.doubles.maybe")),
                Parts.link(
                        CompanyView.PATH + "/" + pair.other().number(),
                        pair.other().number() + " " + pair.other().name()),
                Parts.text("muted", reasons(pair.reasons())),
                Parts.link(MergeView.path(pair.one().number(), pair.other().number()), t("customers.doubles.compare")));
    }

    static String reasons(Set<Likeness> reasons) {
        return reasons.stream().map(Texts::t).collect(Collectors.joining(", "));
    }
}
