package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyDeletion;
import otklik.customers.CompanyDeletions;
import otklik.customers.CompanyState;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.ui.FormErrors;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** Where the deletion of a company stands; after it the receipt. */
@org.springframework.stereotype.Component
class DeletionNote implements CompanyNote {
    private final CompanyDeletions deletions;
    private final Accounts accounts;
    private final Policy policy;
    private final Texts texts;

    DeletionNote(CompanyDeletions deletions, Accounts accounts, Policy policy, Texts texts) {
        this.deletions = deletions;
        this.accounts = accounts;
        this.policy = policy;
        this.texts = texts;
    }

    @Override
    public Optional<Component> of(CompanyCard company) {
        return deletions.of(company.number()).flatMap(deletion -> switch (deletion.stage()) {
            case ASKED -> Optional.of(asked(deletion));
            case REJECTED -> Optional.of(rejected(deletion));
            case ANONYMISED -> Optional.of(receipt(company, deletion));
            case WITHDRAWN -> Optional.empty();
        });
    }

    private Component asked(CompanyDeletion deletion) {
        var line = Parts.row(
                "company-note",
                Parts.tag(Parts.Tone.TODAY, t("customers.deletion.waits")),
                new Span(t(
                        "customers.deletion.since",
                        deletion.number(),
                        day(deletion.askedAt()),
                        name(deletion.askedBy()),
                        deletion.reason())));
        if (CurrentUser.login().equals(Optional.ofNullable(deletion.askedBy()))
                || policy.may(Section.COMPANIES, Action.DELETE)) {
            line.add(button(
                    "customers.deletion.withdraw",
                    () -> Parts.attempt(() -> {
                        deletions.withdraw(deletion.number());
                        Parts.done(t("customers.deletion.withdrawn", deletion.number()));
                    })));
        }
        return line;
    }

    private Component rejected(CompanyDeletion deletion) {
        return Parts.row(
                "company-note",
                Parts.tag(Parts.Tone.PLAN, t("customers.deletion.rejected")),
                new Span(t(
                        "customers.deletion.since",
                        deletion.number(),
                        day(deletion.decidedAt()),
                        name(deletion.decidedBy()),
                        deletion.note() == null ? "" : deletion.note())));
    }

    private Component receipt(CompanyCard company, CompanyDeletion deletion) {
        var counts = deletion.counts().entrySet().stream()
                .map(entry -> t(entry.getKey()) + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
        var line = Parts.row(
                "company-note",
                Parts.tag(Parts.Tone.PLAN, t("customers.deletion.receipt")),
                new Span(t(
                        "customers.deletion.receipt.text",
                        deletion.number(),
                        day(deletion.decidedAt()),
                        name(deletion.decidedBy()),
                        counts)),
                Parts.text("muted", t("customers.deletion.hash", String.valueOf(deletion.pointsHash()))));
        if (company.state() == CompanyState.ANONYMISED && policy.may(Section.COMPANIES, Action.DELETE)) {
            line.add(button("customers.deletion.erase", () -> askToErase(company.number())));
        }
        return line;
    }

    private void askToErase(String number) {
        var errors = new FormErrors();
        var typed = errors.add("typed", new TextField(t("customers.deletion.type", number)));
        typed.setWidthFull();
        var dialog = new Dialog(new Paragraph(t("customers.deletion.erase.text")), typed);
        dialog.setHeaderTitle(t("customers.deletion.erase"));
        dialog.setWidth("480px");
        var erase = Parts.primary(new Button(t("customers.deletion.erase"), click -> {
            if (errors.attempt(() -> deletions.erase(number, typed.getValue()))) {
                dialog.close();
                Parts.done(t("customers.deletion.erased", number));
                UI.getCurrent().navigate(CompaniesView.PATH);
            }
        }));
        erase.addThemeVariants(ButtonVariant.LUMO_ERROR);
        dialog.getFooter().add(new Button(t("ui.cancel"), click -> dialog.close()), erase);
        dialog.open();
        typed.focus();
    }

    private static Button button(String title, Runnable action) {
        var button = new Button(t(title), click -> action.run());
        button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        return button;
    }

    private String name(@Nullable String login) {
        return login == null ? "" : accounts.nameOf(login);
    }

    private String day(@Nullable Instant at) {
        return at == null ? "" : texts.date(at);
    }
}
