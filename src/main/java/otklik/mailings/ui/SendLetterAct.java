package otklik.mailings.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.customers.Companies;
import otklik.customers.CompanyFilter;
import otklik.customers.CompanySelection;
import otklik.customers.ui.CompanyAct;
import otklik.mailings.MailTemplate;
import otklik.mailings.MailTemplates;
import otklik.mailings.MailingSettings.SharedAddress;
import otklik.mailings.MailingSettings.Whom;
import otklik.mailings.Mailings;
import otklik.ui.FormErrors;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** Sends a letter by a template to the chosen companies. */
@Component
class SendLetterAct implements CompanyAct {
    private final Mailings mailings;
    private final MailTemplates templates;
    private final Companies companies;
    private final LetterPreview.Maker previews;

    SendLetterAct(Mailings mailings, MailTemplates templates, Companies companies, LetterPreview.Maker previews) {
        this.mailings = mailings;
        this.templates = templates;
        this.companies = companies;
        this.previews = previews;
    }

    @Override
    public String title() {
        return "mailings.send";
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public boolean isAllowed() {
        return mailings.maySend();
    }

    @Override
    public void open(CompanySelection selection, Runnable started) {
        var usable = templates.usable();
        var dialog = new Dialog();
        dialog.setHeaderTitle(t("mailings.send.title", selection.count()));
        dialog.setWidth("720px");
        if (usable.isEmpty()) {
            dialog.add(Parts.empty(t("mailings.templates.empty"), t("mailings.send.noTemplates")));
            dialog.getFooter().add(new Button(t("ui.close"), click -> dialog.close()));
            dialog.open();
            return;
        }
        var form = new Form(selection);
        form.template.setItems(usable);
        dialog.add(Parts.row(
                "form",
                form.template,
                form.whom,
                form.position,
                form.shared,
                new H2(t("mailings.template.preview")),
                form.preview));
        dialog.getFooter()
                .add(
                        new Button(t("ui.cancel"), click -> dialog.close()),
                        Parts.primary(
                                Parts.button(t("mailings.send.go", selection.count()), "Ctrl+Enter", "Ctrl ↵", () -> {
                                    if (form.send()) {
                                        dialog.close();
                                        started.run();
                                    }
                                })));
        dialog.open();
        if (usable.size() == 1) {
            form.template.setValue(usable.get(0));
        }
        form.template.focus();
    }

    private LetterPreview preview(CompanySelection selection) {
        var query = selection.query();
        return query != null
                ? previews.make(CompanyFilter.read(query))
                : previews.make(selection.numbers().stream()
                        .findFirst()
                        .flatMap(companies::find)
                        .orElse(null));
    }

    /** What is asked before a mailing begins. */
    private final class Form {
        private final CompanySelection selection;
        private final FormErrors errors = new FormErrors();
        private final ComboBox<MailTemplate> template =
                errors.add("template", new ComboBox<>(t("mailings.send.template")));
        private final RadioButtonGroup<Whom> whom = new RadioButtonGroup<>(t("mailings.send.whom"));
        private final TextField position = errors.add("position", new TextField(t("mailings.send.position")));
        private final RadioButtonGroup<SharedAddress> shared = new RadioButtonGroup<>(t("mailings.send.shared"));
        private final LetterPreview preview;

        Form(CompanySelection selection) {
            this.selection = selection;
            preview = preview(selection);
            template.setItemLabelGenerator(one -> one.name() + " · " + one.topic());
            template.setRequiredIndicatorVisible(true);
            template.setWidthFull();
            whom.setItems(Whom.values());
            whom.setItemLabelGenerator(Texts::t);
            whom.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
            whom.setValue(Whom.MAIN);
            position.setMaxLength(200);
            position.setHelperText(t("mailings.send.position.hint"));
            position.setVisible(false);
            position.setValueChangeMode(ValueChangeMode.LAZY);
            shared.setItems(SharedAddress.values());
            shared.setItemLabelGenerator(Texts::t);
            shared.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
            shared.setValue(SharedAddress.ONE_LETTER);
            template.addValueChangeListener(change -> draw(change.getValue()));
            whom.addValueChangeListener(change -> {
                position.setVisible(change.getValue() == Whom.POSITION);
                preview.to(change.getValue(), position.getValue());
            });
            position.addValueChangeListener(change -> preview.to(whom.getValue(), change.getValue()));
        }

        private void draw(@Nullable MailTemplate chosen) {
            if (chosen == null) {
                preview.show(Texts.RUSSIAN, "", "");
            } else {
                preview.show(chosen.language(), chosen.subject(), chosen.text());
            }
        }

        boolean send() {
            var chosen = template.getValue();
            return errors.attempt(() -> {
                var batch = mailings.send(
                        selection,
                        chosen == null ? 0 : chosen.id(),
                        whom.getValue(),
                        position.getValue(),
                        shared.getValue());
                Parts.done(t("mailings.send.started", batch.title()));
            });
        }
    }
}
