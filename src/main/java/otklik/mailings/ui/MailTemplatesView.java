package otklik.mailings.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.PermitAll;
import otklik.mailings.MailTemplate;
import otklik.mailings.MailTemplates;
import otklik.security.Accounts;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The templates of letters to companies, by topic. */
@Route(value = MailTemplatesView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(Section.CAMPAIGNS)
class MailTemplatesView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "mailings/templates";

    private final transient MailTemplates templates;
    private final transient Accounts accounts;
    private final transient Texts texts;
    private final Div list = Parts.row("body");

    MailTemplatesView(MailTemplates templates, Accounts accounts, Texts texts) {
        this.templates = templates;
        this.accounts = accounts;
        this.texts = texts;
        addClassNames("page", "one");
        var add = Parts.primary(Parts.button(
                t("mailings.template.new"), "KeyN", "N", () -> UI.getCurrent().navigate(PATH + "/new")));
        add.setVisible(templates.mayEdit());
        add(Parts.row("card", Parts.row("head", new H1(t("mailings.templates")), Parts.row("grow"), add), list));
    }

    @Override
    public String getPageTitle() {
        return t("mailings.templates") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        refresh();
    }

    private void refresh() {
        list.removeAll();
        var all = templates.all();
        if (all.isEmpty()) {
            list.add(Parts.empty(t("mailings.templates.empty"), t("mailings.templates.empty.hint")));
        }
        all.forEach(template -> list.add(line(template)));
    }

    private Div line(MailTemplate template) {
        var name = new RouterLink(template.name(), MailTemplateView.class, MailTemplateView.of(template.id()));
        name.addClassName("pick-name");
        var line = Parts.row("line", name, Parts.tag(Parts.Tone.PLAN, template.topic()));
        if (template.retired()) {
            line.add(Parts.tag(Parts.Tone.NONE, t("mailings.template.retired")));
        }
        line.add(
                Parts.row("grow"),
                Parts.text(
                        "muted",
                        t(
                                "mailings.template.saved",
                                template.version(),
                                accounts.nameOf(template.savedBy()),
                                texts.moment(template.savedAt()))));
        if (templates.mayEdit()) {
            var retire = new Button(
                    t(template.retired() ? "mailings.template.restore" : "mailings.template.retire"),
                    click -> retire(template));
            retire.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
            line.add(retire);
        }
        return Parts.row("template", line, Parts.text("words", template.subject()));
    }

    private void retire(MailTemplate template) {
        if (Parts.attempt(() -> templates.retire(template.id(), !template.retired()))) {
            refresh();
            if (!template.retired()) {
                Parts.doneWithUndo(t("mailings.template.retired.done", template.name()), () -> {
                    templates.retire(template.id(), false);
                    refresh();
                });
            }
        }
    }
}
