package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
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
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Refusal;
import otklik.requests.ReplyTemplate;
import otklik.requests.ReplyTemplate.Range;
import otklik.requests.ReplyTemplates;
import otklik.security.Accounts;
import otklik.security.CurrentUser;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The ready answers that a person may use; those that are his to write he changes here. */
@Route(value = TemplatesView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(Section.REQUESTS)
class TemplatesView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "communications/templates";

    private final transient ReplyTemplates templates;
    private final transient Accounts accounts;
    private final String login = CurrentUser.login().orElseThrow();
    private final Div list = Parts.row("body");

    TemplatesView(ReplyTemplates templates, Accounts accounts) {
        this.templates = templates;
        this.accounts = accounts;
        addClassNames("page", "one");
        var add = Parts.primary(Parts.button(t("requests.template.new"), "KeyN", "N", () -> edit(null)));
        add.setVisible(!owners().isEmpty());
        add(Parts.row("card", Parts.row("head", new H1(t("requests.templates")), Parts.row("grow"), add), list));
    }

    @Override
    public String getPageTitle() {
        return t("requests.templates") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        refresh();
    }

    private void refresh() {
        list.removeAll();
        var usable = templates.usable();
        if (usable.isEmpty()) {
            list.add(Parts.empty(t("requests.templates.empty"), t("requests.templates.empty.hint")));
        }
        for (var range : Range.values()) {
            var some = usable.stream()
                    .filter(template -> template.range() == range)
                    .toList();
            if (!some.isEmpty()) {
                var group = Parts.row("group", new H2(t("requests.templates." + range.name())));
                some.forEach(template -> group.add(line(template)));
                list.add(group);
            }
        }
    }

    private Div line(ReplyTemplate template) {
        var name = Parts.row("line", Parts.text("pick-name", template.name()));
        if (template.range() == Range.TEAM) {
            name.add(Parts.tag(Parts.Tone.PLAN, ownerName(template.owner())));
        }
        name.add(Parts.row("grow"));
        if (templates.mayWrite(template.range(), template.owner())) {
            name.add(small(t("requests.template.change"), () -> edit(template)));
            name.add(small(t("requests.template.remove"), () -> {
                if (Parts.attempt(() -> templates.remove(template.id()))) {
                    refresh();
                    Parts.done(t("requests.template.removed", template.name()));
                }
            }));
        }
        return Parts.row("template", name, Parts.text("words", template.text()));
    }

    private static Button small(String text, Runnable action) {
        var button = new Button(text, click -> action.run());
        button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        return button;
    }

    private String ownerName(String group) {
        return accounts.group(group).map(found -> String.valueOf(found.name())).orElse(group);
    }

    /** Whose a template can be. */
    private record Owner(Range range, String id) {}

    private List<Owner> owners() {
        var owners = new ArrayList<Owner>();
        if (templates.mayWrite(Range.OWN, login)) {
            owners.add(new Owner(Range.OWN, login));
        }
        templates.teamsToWriteFor().forEach(team -> owners.add(new Owner(Range.TEAM, team.id())));
        if (templates.mayWrite(Range.COMPANY, "")) {
            owners.add(new Owner(Range.COMPANY, ""));
        }
        return owners;
    }

    private void edit(@Nullable ReplyTemplate template) {
        var name = new TextField(t("requests.template.name"));
        name.setMaxLength(100);
        name.setRequired(true);
        var owner = new Select<Owner>();
        owner.setLabel(t("requests.template.owner"));
        owner.setItems(owners());
        owner.setItemLabelGenerator(one -> one.range() == Range.TEAM ? ownerName(one.id()) : t(one.range()));
        owner.setValue(template == null ? owners().get(0) : new Owner(template.range(), template.owner()));
        var text = new TextArea(t("requests.template.text"));
        text.setMinHeight("180px");
        text.setValueChangeMode(ValueChangeMode.LAZY);
        var preview = Parts.row("preview");
        var places = Parts.row("chips");
        for (var place : ReplyTemplates.PLACES) {
            var chip = new NativeButton(t("requests.template.place." + place), click -> {
                text.setValue(text.getValue() + "{{" + place + "}}");
                text.focus();
            });
            chip.addClassName("chip");
            chip.setTitle("{{" + place + "}}");
            places.add(chip);
        }
        text.addValueChangeListener(change -> show(preview, change.getValue()));
        if (template != null) {
            name.setValue(template.name());
            text.setValue(template.text());
        }
        var dialog = new Dialog();
        dialog.setHeaderTitle(t(template == null ? "requests.template.new" : "requests.template.change"));
        dialog.setWidth("640px");
        var form = Parts.row(
                "form", Parts.row("pair", name, owner), text, places, new H2(t("requests.template.preview")), preview);
        dialog.add(form);
        dialog.getFooter()
                .add(
                        new Button(t("ui.cancel"), click -> dialog.close()),
                        Parts.primary(Parts.button(t("ui.save"), "Ctrl+Enter", "Ctrl ↵", () -> {
                            if (save(template, name, text, owner.getValue())) {
                                dialog.close();
                                refresh();
                            }
                        })));
        dialog.open();
        show(preview, text.getValue());
        name.focus();
    }

    private void show(Div preview, String text) {
        preview.removeAll();
        if (text.isBlank()) {
            preview.add(Parts.text("muted", t("requests.template.preview.none")));
            return;
        }
        try {
            preview.add(Parts.text("words", templates.preview(text)));
        } catch (Refusal refused) {
            preview.add(Parts.text("field-error", Texts.problem(refused)));
        }
    }

    private boolean save(@Nullable ReplyTemplate template, TextField name, TextArea text, Owner owner) {
        name.setInvalid(false);
        text.setInvalid(false);
        try {
            templates.save(
                    template == null ? null : template.id(),
                    name.getValue(),
                    text.getValue(),
                    owner.range(),
                    owner.id(),
                    template == null ? 0 : template.version());
            return true;
        } catch (Refusal refused) {
            if (refused.field().equals("name")) {
                name.setInvalid(true);
                name.setErrorMessage(Texts.problem(refused));
                name.focus();
            } else if (refused.field().equals("text")) {
                text.setInvalid(true);
                text.setErrorMessage(Texts.problem(refused));
                text.focus();
            } else {
                Parts.failed(Texts.problem(refused));
            }
            return false;
        }
    }
}
