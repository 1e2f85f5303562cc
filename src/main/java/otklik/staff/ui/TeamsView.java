package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Account;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.staff.Presets.Preset;
import otklik.staff.TeamRule;
import otklik.staff.Teams.Team;
import otklik.ui.FormErrors;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;

/** Teams, and the one that is open or to be added (S1.17 to S1.20). */
@Route(value = TeamsView.PATH + "/:id?", layout = MainLayout.class)
@PermitAll
@Needs(Section.EMPLOYEES)
class TeamsView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = EmployeesView.PATH + "/teams";
    private static final String NEW = "new";

    private final transient StaffScreens staff;
    private final Div list = Parts.row("body");
    private final Div pane = Parts.row("card");
    private @Nullable String selected;

    TeamsView(StaffScreens staff, Signals signals) {
        this.staff = staff;
        addClassNames("page", "picking");
        var head = Parts.row("head", new H1(t("staff.teams")), StaffTabs.at(PATH));
        var left = Parts.row("card", head);
        if (staff.mayChange()) {
            left.add(Parts.row("tools", Parts.primary(Parts.button(t("staff.team.add"), "KeyN", "N", () -> go(NEW)))));
        }
        left.add(list);
        add(left, pane);
        Live.refresh(this, signals, Set.of(Signals.STAFF), this::showList);
    }

    @Override
    public String getPageTitle() {
        return t("staff.teams") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        selected = event.getRouteParameters().get("id").orElse(null);
        showList();
        pane.removeAll();
        if (selected == null) {
            pane.add(Parts.row("body", help(), Parts.empty(t("staff.team.none"), t("staff.team.none.hint"))));
        } else if (selected.equals(NEW)) {
            pane.add(new Form(null).content());
        } else {
            find(selected)
                    .ifPresentOrElse(
                            team -> pane.add(new Form(team).content()),
                            () -> event.rerouteToError(NotFoundException.class));
        }
    }

    private java.util.Optional<Team> find(@Nullable String id) {
        return staff.teams().all().stream()
                .filter(team -> String.valueOf(team.id()).equals(id))
                .findFirst();
    }

    private static Div help() {
        return Parts.row("help", new H2(t("staff.team.help")), new Paragraph(t("staff.team.help.text")));
    }

    private void showList() {
        list.removeAll();
        var teams = staff.teams().all();
        if (teams.isEmpty()) {
            list.add(Parts.empty(t("staff.team.empty"), t("staff.team.empty.hint")));
            return;
        }
        var picks = new StaffList();
        for (var team : teams) {
            picks.add(
                    PATH + "/" + team.id(),
                    team.name(),
                    names(team.members()),
                    String.valueOf(team.id()).equals(selected),
                    Parts.tag(
                            team.members().isEmpty() ? Parts.Tone.LATE : Parts.Tone.PLAN,
                            t("staff.people", team.members().size())),
                    Parts.text("muted", t(team.rule())));
        }
        list.add(picks);
    }

    private String names(Set<String> logins) {
        return logins.stream().map(staff.accounts()::nameOf).sorted().collect(Collectors.joining(", "));
    }

    private void go(@Nullable String id) {
        getUI().ifPresent(ui -> ui.navigate(id == null ? PATH : PATH + "/" + id));
    }

    /** The fields of one team. */
    private final class Form {
        private final FormErrors errors = new FormErrors();
        private final TextField name = errors.add("name", new TextField(t("staff.team.name")));
        private final RadioButtonGroup<TeamRule> rule = new RadioButtonGroup<>(t("staff.team.rule"));
        private final MultiSelectComboBox<Account> members = new MultiSelectComboBox<>(t("staff.team.members"));
        private final CheckboxGroup<Preset> presets =
                errors.add("presets", new CheckboxGroup<>(t("staff.team.presets")));
        private @Nullable Team team;

        Form(@Nullable Team team) {
            this.team = team;
            rule.setItems(TeamRule.values());
            rule.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
            rule.setRenderer(new ComponentRenderer<>(item -> Parts.row(
                    "choice",
                    Parts.text("choice-name", t(item)),
                    Parts.text("muted", t("staff.team.rule." + item.name())))));
            var held = team == null ? Set.<String>of() : team.members();
            members.setItems(staff.accounts().all().stream()
                    .filter(account -> account.active() || held.contains(account.login()))
                    .toList());
            members.setItemLabelGenerator(Account::name);
            members.setHelperText(t("staff.team.members.help"));
            presets.setItems(staff.presetsInOrder());
            presets.setItemLabelGenerator(RightWords::name);
            presets.setHelperText(t("staff.additive.short"));
            name.setValue(team == null ? "" : team.name());
            rule.setValue(team == null ? TeamRule.FIRST : team.rule());
            members.setValue(members.getListDataView()
                    .getItems()
                    .filter(account -> held.contains(account.login()))
                    .collect(Collectors.toSet()));
            presets.setValue(presets.getListDataView()
                    .getItems()
                    .filter(preset -> team != null && team.presets().contains(preset.code()))
                    .collect(Collectors.toSet()));
            var isClosed = !staff.mayChange();
            name.setReadOnly(isClosed);
            rule.setReadOnly(isClosed);
            members.setReadOnly(isClosed);
            presets.setReadOnly(isClosed || !staff.mayGiveRights());
        }

        Div content() {
            var content = Parts.row("fill");
            var shown = team;
            var head = Parts.row("head", new H2(shown == null ? t("staff.team.adding") : shown.name()));
            if (shown != null) {
                var link = Parts.link("teams/" + shown.id(), t("staff.team.work"));
                head.add(Parts.row("grow"), link);
            }
            var body = Parts.row("body", Parts.row("form", name, rule, members, presets), help());
            content.add(head, body);
            if (staff.mayChange()) {
                content.add(Parts.row(
                        "foot",
                        Parts.primary(Parts.button(t("ui.save"), "Ctrl+Enter", "Ctrl ↵", this::save)),
                        new Button(t("ui.cancel"), click -> go(null))));
            }
            return content;
        }

        private Set<String> membersRead() {
            return members.getValue().stream().map(Account::login).collect(Collectors.toCollection(TreeSet::new));
        }

        private Set<String> presetsRead() {
            return presets.getSelectedItems().stream().map(Preset::code).collect(Collectors.toSet());
        }

        private void save() {
            var shown = team;
            if (shown == null) {
                add();
                return;
            }
            errors.attempt(() -> {
                var effects = staff.teams().preview(shown.id(), membersRead(), presetsRead());
                var leavers = shown.members().stream()
                        .filter(login -> !membersRead().contains(login))
                        .map(staff.accounts()::nameOf)
                        .toList();
                EffectsDialog.confirm(
                        effects, staff.words(), leavers, keeps -> errors.attempt(() -> change(shown, keeps)));
            });
        }

        private void add() {
            errors.attempt(() -> {
                var effects = staff.teams().previewNew(rule.getValue(), membersRead(), presetsRead());
                EffectsDialog.confirm(
                        effects,
                        staff.words(),
                        () -> errors.attempt(() -> {
                            var id = staff.teams().add(name.getValue(), rule.getValue(), membersRead(), presetsRead());
                            Parts.done(t("staff.saved"));
                            go(String.valueOf(id));
                        }));
            });
        }

        private void change(Team shown, boolean keeps) {
            try {
                staff.teams()
                        .change(
                                shown.id(),
                                name.getValue(),
                                rule.getValue(),
                                membersRead(),
                                presetsRead(),
                                keeps,
                                shown.version());
                Parts.done(t("staff.saved"));
                team = find(String.valueOf(shown.id())).orElse(shown);
                showList();
            } catch (Refusal refused) {
                if (!refused.key().equals("staff.changedMeanwhile")) {
                    throw refused;
                }
                find(String.valueOf(shown.id())).ifPresentOrElse(this::showConflict, () -> {
                    throw refused;
                });
            }
        }

        /** What is saved now is said; what was typed stays and can be saved over it (E81). */
        private void showConflict(Team now) {
            team = now;
            ConflictDialog.open(
                    t("staff.conflict.over"),
                    List.of(
                            t("staff.changed.to", t("staff.team.name"), now.name()),
                            t("staff.changed.to", t("staff.team.rule"), t(now.rule())),
                            t("staff.changed.to", t("staff.team.members"), names(now.members())),
                            t(
                                    "staff.changed.to",
                                    t("staff.team.presets"),
                                    now.presets().stream()
                                            .map(staff.words()::preset)
                                            .sorted()
                                            .collect(Collectors.joining(", ")))));
        }
    }
}
