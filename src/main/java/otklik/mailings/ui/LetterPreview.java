package otklik.mailings.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyFilter;
import otklik.customers.CompanyList;
import otklik.kernel.Refusal;
import otklik.mailings.MailingSettings.Whom;
import otklik.mailings.Mailings;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** How a letter reads for a real company, which the person may change by searching. */
final class LetterPreview extends Div {
    private final transient Mailings mailings;
    private final ComboBox<CompanyCard> company = new ComboBox<>(t("mailings.preview.company"));
    private final Div shown = Parts.row("preview");
    private Locale language = Texts.RUSSIAN;
    private String subject = "";
    private String text = "";
    private Whom whom = Whom.MAIN;
    private String position = "";

    /** Makes previews with what they need. */
    @Component
    static class Maker {
        private final Mailings mailings;
        private final CompanyList list;

        Maker(Mailings mailings, CompanyList list) {
            this.mailings = mailings;
            this.list = list;
        }

        /** With the first company that the person may see. */
        LetterPreview make() {
            return make(CompanyFilter.ALL);
        }

        /** With the first company of a filter. */
        LetterPreview make(CompanyFilter filter) {
            var first = list.page(filter, 0, 1).stream().findFirst();
            return new LetterPreview(mailings, list, first.orElse(null));
        }

        /** With a company. */
        LetterPreview make(@Nullable CompanyCard company) {
            return new LetterPreview(mailings, list, company);
        }
    }

    private LetterPreview(Mailings mailings, CompanyList list, @Nullable CompanyCard first) {
        this.mailings = mailings;
        addClassName("letter-preview");
        company.setItemLabelGenerator(MailTemplateView::label);
        company.setItems(
                query -> list
                        .page(
                                CompanyFilter.ALL.saying(query.getFilter().orElse("")),
                                query.getOffset(),
                                query.getLimit())
                        .stream());
        company.setWidthFull();
        company.setValue(first);
        company.addValueChangeListener(change -> draw());
        add(company, shown);
    }

    void to(Whom newWhom, String newPosition) {
        whom = newWhom;
        position = newPosition;
        draw();
    }

    void show(Locale newLanguage, String newSubject, String newText) {
        language = newLanguage;
        subject = newSubject;
        text = newText;
        draw();
    }

    private void draw() {
        shown.removeAll();
        var chosen = company.getValue();
        if (text.isBlank() || chosen == null) {
            shown.add(Parts.text("muted", t(chosen == null ? "mailings.preview.noCompany" : "mailings.preview.none")));
            return;
        }
        try {
            var preview = mailings.preview(language, subject, text, chosen.number(), whom, position);
            shown.add(
                    Parts.text("muted", t("mailings.preview.to", preview.to())),
                    Parts.text("preview-subject", preview.subject()),
                    Parts.text("words", preview.text()));
        } catch (Refusal refused) {
            shown.add(Parts.text("field-error", Texts.problem(refused)));
        }
    }
}
