package otklik.mailings.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParameters;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import otklik.customers.CompanyCard;
import otklik.kernel.Settings;
import otklik.mailings.MailTemplate;
import otklik.mailings.MailTemplates;
import otklik.mailings.Placeholders;
import otklik.security.Accounts;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.ui.FormErrors;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** One template: what it says, how it reads for a real company, and what it said before. */
@Route(value = MailTemplatesView.PATH + "/:id", layout = MainLayout.class)
@PermitAll
@Needs(Section.CAMPAIGNS)
class MailTemplateView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final String NEW = "new";

    private final transient MailTemplates templates;
    private final transient Placeholders places;
    private final transient LetterPreview preview;
    private final transient Accounts accounts;
    private final transient Texts texts;
    private final transient Settings settings;
    private final FormErrors errors = new FormErrors();
    private final H1 title = new H1();
    private final TextField name = errors.add("name", new TextField(t("mailings.template.name")));
    private final ComboBox<String> topic = errors.add("topic", new ComboBox<>(t("mailings.template.topic")));
    private final Select<Locale> language = new Select<>();
    private final TextField subject = errors.add("subject", new TextField(t("mailings.template.subject")));
    private final TextArea text = errors.add("text", new TextArea(t("mailings.template.text")));
    private final Div versions = Parts.row("mail-versions");
    private final Button save;
    private boolean isSubjectLast;
    private transient @Nullable MailTemplate template;

    MailTemplateView(
            MailTemplates templates,
            Placeholders places,
            LetterPreview.Maker previews,
            Accounts accounts,
            Texts texts,
            Settings settings) {
        this.templates = templates;
        this.places = places;
        this.accounts = accounts;
        this.texts = texts;
        this.settings = settings;
        preview = previews.make();
        addClassNames("page", "one");
        save = Parts.primary(Parts.button(t("ui.save"), "Ctrl+Enter", "Ctrl ↵", this::save));
        save.setVisible(templates.mayEdit());
        prepareFields();
        var form = Parts.row(
                "form",
                Parts.row("pair", name, topic, language),
                subject,
                text,
                new H2(t("mailings.template.places")),
                chips());
        form.addClassName("mail-template-form");
        var side = Parts.row("form", new H2(t("mailings.template.preview")), preview);
        side.addClassName("mail-template-side");
        add(Parts.row(
                "card",
                Parts.row("head", title, Parts.row("grow"), save),
                Parts.row("mail-template", form, side),
                versions));
    }

    private void prepareFields() {
        var isFixed = !templates.mayEdit();
        name.setMaxLength(100);
        name.setRequiredIndicatorVisible(true);
        topic.setRequiredIndicatorVisible(true);
        topic.setHelperText(t("mailings.template.topic.hint"));
        topic.setAllowCustomValue(true);
        topic.addCustomValueSetListener(typed -> {
            offerTopics(typed.getDetail());
            topic.setValue(typed.getDetail().strip());
        });
        language.setLabel(t("mailings.template.language"));
        language.setItems(Texts.RUSSIAN, Locale.ENGLISH);
        language.setItemLabelGenerator(locale -> locale.getDisplayLanguage(Texts.locale()));
        subject.setMaxLength(300);
        subject.setRequiredIndicatorVisible(true);
        text.setRequiredIndicatorVisible(true);
        text.setMinHeight("260px");
        subject.addFocusListener(focus -> isSubjectLast = true);
        text.addFocusListener(focus -> isSubjectLast = false);
        List.of(name, subject, text).forEach(field -> field.setReadOnly(isFixed));
        topic.setReadOnly(isFixed);
        language.setReadOnly(isFixed);
        subject.setValueChangeMode(ValueChangeMode.LAZY);
        text.setValueChangeMode(ValueChangeMode.LAZY);
        subject.addValueChangeListener(change -> showPreview());
        text.addValueChangeListener(change -> showPreview());
        language.addValueChangeListener(change -> showPreview());
    }

    private void offerTopics(String... further) {
        var all = new TreeSet<>(templates.topics());
        for (var one : further) {
            if (!one.isBlank()) {
                all.add(one.strip());
            }
        }
        topic.setItems(all);
    }

    private Div chips() {
        var chips = Parts.row("chips");
        for (var place : places.all()) {
            var label = place.label().isEmpty() ? t("mailings.place." + place.name()) : place.label();
            var chip = new NativeButton(label, click -> insert("{{" + place.name() + "}}"));
            chip.addClassName("chip");
            chip.setTitle("{{" + place.name() + "}}");
            chip.setEnabled(templates.mayEdit());
            chips.add(chip);
        }
        return chips;
    }

    /** At the end of the field in which the person was: a browser does not say where the cursor stood. */
    private void insert(String place) {
        if (isSubjectLast) {
            subject.setValue(subject.getValue() + place);
            subject.focus();
        } else {
            text.setValue(text.getValue() + place);
            text.focus();
        }
    }

    @Override
    public String getPageTitle() {
        return title.getText() + " · " + t("ui.name");
    }

    static RouteParameters of(long id) {
        return new RouteParameters("id", String.valueOf(id));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var id = event.getRouteParameters().get("id").orElse("");
        var found =
                id.matches("\\d{1,18}") ? templates.find(Long.parseLong(id)) : java.util.Optional.<MailTemplate>empty();
        if (found.isEmpty() && !(id.equals(NEW) && templates.mayEdit())) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        template = found.orElse(null);
        show();
    }

    private void show() {
        var shown = template;
        title.setText(shown == null ? t("mailings.template.new") : shown.name());
        offerTopics(shown == null ? "" : shown.topic());
        name.setValue(shown == null ? "" : shown.name());
        topic.setValue(shown == null ? null : shown.topic());
        language.setValue(shown == null ? Texts.supported(settings.language()) : shown.language());
        subject.setValue(shown == null ? "" : shown.subject());
        text.setValue(shown == null ? "" : shown.text());
        showVersions();
        showPreview();
        if (shown == null) {
            name.focus();
        }
    }

    private void showPreview() {
        var locale = language.getValue();
        preview.show(locale == null ? Texts.RUSSIAN : locale, subject.getValue(), text.getValue());
    }

    private void showVersions() {
        versions.removeAll();
        var shown = template;
        if (shown == null) {
            return;
        }
        versions.add(new H2(t("mailings.template.versions")));
        for (var version : templates.versions(shown.id())) {
            var details = new Details(
                    t(
                            "mailings.template.saved",
                            version.version(),
                            accounts.nameOf(version.savedBy()),
                            texts.moment(version.savedAt())),
                    Parts.text("words", version.subject() + "\n\n" + version.text()));
            if (templates.mayEdit() && version.version() != shown.version()) {
                var back = new Button(t("mailings.template.takeText"), click -> {
                    subject.setValue(version.subject());
                    text.setValue(version.text());
                    text.focus();
                });
                back.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
                details.add(back);
            }
            versions.add(details);
        }
    }

    private void save() {
        var shown = template;
        var kind = topic.getValue();
        errors.attempt(() -> {
            var id = templates.save(
                    shown == null ? null : shown.id(),
                    name.getValue(),
                    kind == null ? "" : kind,
                    language.getValue(),
                    subject.getValue(),
                    text.getValue(),
                    shown == null ? 0 : shown.version());
            Parts.done(t("mailings.template.saved.done", name.getValue()));
            if (shown == null) {
                UI.getCurrent().navigate(MailTemplateView.class, of(id));
            } else {
                template = templates.find(id).orElse(null);
                show();
            }
        });
    }

    static String label(CompanyCard company) {
        return company.name() + " · " + company.number();
    }
}
