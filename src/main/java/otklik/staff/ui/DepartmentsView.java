package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.security.WorkMode;
import otklik.staff.Departments.Department;
import otklik.staff.Presets.Preset;
import otklik.ui.FormErrors;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;

/** Departments, and the one that is open or to be added. */
@Route(value = DepartmentsView.PATH + "/:id?", layout = MainLayout.class)
@PermitAll
@Needs(Section.EMPLOYEES)
class DepartmentsView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = EmployeesView.PATH + "/departments";
    private static final String NEW = "new";

    private final transient StaffScreens staff;
    private final Div list = Parts.row("body");
    private final Div pane = Parts.row("card");
    private @Nullable String selected;

    DepartmentsView(StaffScreens staff, Signals signals) {
        this.staff = staff;
        addClassNames("page", "picking");
        var left = Parts.row("card", Parts.row("head", new H1(t("staff.departments")), StaffTabs.at(PATH)));
        if (staff.mayChange()) {
            left.add(Parts.row(
                    "tools", Parts.primary(Parts.button(t("staff.department.add"), "KeyN", "N", () -> go(NEW)))));
        }
        left.add(list);
        add(left, pane);
        Live.refresh(this, signals, Set.of(Signals.STAFF), this::showList);
    }

    @Override
    public String getPageTitle() {
        return t("staff.departments") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        selected = event.getRouteParameters().get("id").orElse(null);
        showList();
        pane.removeAll();
        if (selected == null) {
            pane.add(Parts.row(
                    "body", help(), Parts.empty(t("staff.department.none"), t("staff.department.none.hint"))));
        } else if (selected.equals(NEW)) {
            pane.add(new Form(null).content());
        } else {
            find(selected)
                    .ifPresentOrElse(
                            department -> pane.add(new Form(department).content()),
                            () -> event.rerouteToError(NotFoundException.class));
        }
    }

    private Optional<Department> find(@Nullable String id) {
        return staff.departments().all().stream()
                .filter(department -> String.valueOf(department.id()).equals(id))
                .findFirst();
    }

    private static Div help() {
        return Parts.row("help", new H2(t("staff.department.help")), new Paragraph(t("staff.department.help.text")));
    }

    private void showList() {
        list.removeAll();
        var departments = staff.departments().all();
        if (departments.isEmpty()) {
            list.add(Parts.empty(t("staff.department.empty"), t("staff.department.empty.hint")));
            return;
        }
        var picks = new StaffList();
        for (var department : departments) {
            picks.add(
                    PATH + "/" + department.id(),
                    department.name(),
                    t(department.workMode()),
                    String.valueOf(department.id()).equals(selected),
                    Parts.tag(Parts.Tone.PLAN, t("staff.people", department.people())));
        }
        list.add(picks);
    }

    private void go(@Nullable String id) {
        getUI().ifPresent(ui -> ui.navigate(id == null ? PATH : PATH + "/" + id));
    }

    /** The fields of one department. */
    private final class Form {
        private final FormErrors errors = new FormErrors();
        private final TextField name = errors.add("name", new TextField(t("staff.department.name")));
        private final RadioButtonGroup<WorkMode> mode = new RadioButtonGroup<>(t("staff.workMode"));
        private final CheckboxGroup<Preset> presets =
                errors.add("presets", new CheckboxGroup<>(t("staff.department.presets")));
        private @Nullable Department department;

        Form(@Nullable Department department) {
            this.department = department;
            mode.setItems(WorkMode.values());
            mode.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
            mode.setRenderer(new ComponentRenderer<>(item -> Parts.row(
                    "choice",
                    Parts.text("choice-name", t(item)),
                    Parts.text("muted", t("staff.mode.help." + item.name())))));
            presets.setItems(staff.presetsInOrder());
            presets.setItemLabelGenerator(RightWords::name);
            presets.setHelperText(t("staff.additive.short"));
            name.setValue(department == null ? "" : department.name());
            mode.setValue(department == null ? WorkMode.PULL_FREE : department.workMode());
            presets.setValue(presets.getListDataView()
                    .getItems()
                    .filter(preset -> department != null && department.presets().contains(preset.code()))
                    .collect(Collectors.toSet()));
            var isClosed = !staff.mayChange();
            name.setReadOnly(isClosed);
            mode.setReadOnly(isClosed);
            presets.setReadOnly(isClosed || !staff.mayGiveRights());
        }

        Div content() {
            var shown = department;
            var content = Parts.row(
                    "fill",
                    Parts.row("head", new H2(shown == null ? t("staff.department.adding") : shown.name())),
                    Parts.row("body", Parts.row("form", name, mode, presets), help()));
            if (staff.mayChange()) {
                var foot = Parts.row(
                        "foot",
                        Parts.primary(Parts.button(t("ui.save"), "Ctrl+Enter", "Ctrl ↵", this::save)),
                        new Button(t("ui.cancel"), click -> go(null)));
                if (shown != null) {
                    foot.add(Parts.row("grow"), new Button(t("staff.department.close"), click -> close(shown)));
                }
                content.add(foot);
            }
            return content;
        }

        private Set<String> presetsRead() {
            return presets.getSelectedItems().stream().map(Preset::code).collect(Collectors.toSet());
        }

        private void save() {
            var shown = department;
            errors.attempt(() -> {
                if (shown == null) {
                    var id = staff.departments().add(name.getValue(), mode.getValue(), presetsRead());
                    Parts.done(t("staff.saved"));
                    go(String.valueOf(id));
                    return;
                }
                var effects = staff.departments().preview(shown.id(), presetsRead());
                EffectsDialog.confirm(effects, staff.words(), () -> errors.attempt(() -> change(shown)));
            });
        }

        private void change(Department shown) {
            try {
                staff.departments()
                        .change(shown.id(), name.getValue(), mode.getValue(), presetsRead(), shown.version());
                Parts.done(t("staff.saved"));
                department = find(String.valueOf(shown.id())).orElse(shown);
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

        private void showConflict(Department now) {
            department = now;
            ConflictDialog.open(
                    t("staff.conflict.over"),
                    List.of(
                            t("staff.changed.to", t("staff.department.name"), now.name()),
                            t("staff.changed.to", t("staff.workMode"), t(now.workMode())),
                            t(
                                    "staff.changed.to",
                                    t("staff.department.presets"),
                                    now.presets().stream()
                                            .map(staff.words()::preset)
                                            .sorted()
                                            .collect(Collectors.joining(", ")))));
        }

        private void close(Department shown) {
            if (errors.attempt(() -> staff.departments().close(shown.id()))) {
                Parts.done(t("staff.department.closed", shown.name()));
                go(null);
            }
        }
    }
}
