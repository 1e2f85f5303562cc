package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
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
        var other = merge.from().equals(company.number()) ? merge.into() : merge.from();
        var undo = new Button(
                t("customers.merge.undo"),
                click -> Parts.attempt(() -> {
                    merges.undo(merge.id());
                    Parts.done(t("customers.merge.undone", merge.from(), merge.into()));
                }));
        undo.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        return Parts.row(
                "company-note",
                Parts.tag(
                        Parts.Tone.PLAN,
                        t(merge.from().equals(company.number()) ? "customers.merge.into" : "customers.merge.from")),
                link(CompanyView.PATH + "/" + other, other),
                new Span(t(
                        "customers.merge.since",
                        texts.date(merge.at()),
                        merge.by() == null ? "" : accounts.nameOf(merge.by()),
                        texts.date(merge.until()))),
                undo);
    }

    private static Component suggested(CompanyDouble pair) {
        return Parts.row(
                "company-note",
                Parts.tag(Parts.Tone.TODAY, t("customers.doubles.maybe")),
                link(
                        CompanyView.PATH + "/" + pair.other().number(),
                        pair.other().number() + " " + pair.other().name()),
                Parts.text("muted", reasons(pair.reasons())),
                link(MergeView.path(pair.one().number(), pair.other().number()), t("customers.doubles.compare")));
    }

    static String reasons(Set<Likeness> reasons) {
        return reasons.stream().map(Texts::t).collect(Collectors.joining(", "));
    }

    static Anchor link(String path, String text) {
        var link = new Anchor(path, text);
        link.getElement().setAttribute("router-link", true);
        return link;
    }
}
