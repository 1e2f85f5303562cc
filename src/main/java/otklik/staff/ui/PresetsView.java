package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Needs;
import otklik.security.Right;
import otklik.security.Role;
import otklik.security.Section;
import otklik.staff.Presets.Preset;
import otklik.ui.FormErrors;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;

/** Presets of rights, and the one that is open or to be added. */
@Route(value = PresetsView.PATH + "/:code?", layout = MainLayout.class)
@PermitAll
@Needs(Section.EMPLOYEES)
class PresetsView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = EmployeesView.PATH + "/presets";
    private static final String NEW = "new";

    private final transient StaffScreens staff;
    private final Div list = Parts.row("body");
    private final Div pane = Parts.row("card");
    private @Nullable String selected;

    PresetsView(StaffScreens staff, Signals signals) {
        this.staff = staff;
        addClassNames("page", "picking", "narrow");
        var left = Parts.row("card", Parts.row("head", new H1(t("staff.presets")), StaffTabs.at(PATH)));
        if (staff.mayGiveRights()) {
            left.add(
                    Parts.row("tools", Parts.primary(Parts.button(t("staff.preset.add"), "KeyN", "N", () -> go(NEW)))));
        }
        left.add(list);
        add(left, pane);
        Live.refresh(this, signals, Set.of(Signals.STAFF), this::showList);
    }

    @Override
    public String getPageTitle() {
        return t("staff.presets") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        selected = event.getRouteParameters().get("code").orElse(null);
        showList();
        pane.removeAll();
        if (selected == null) {
            pane.add(Parts.row("body", help(), Parts.empty(t("staff.preset.none"), t("staff.preset.none.hint"))));
        } else if (selected.equals(NEW)) {
            pane.add(new Form(null).content());
        } else {
            find(selected)
                    .ifPresentOrElse(
                            preset -> pane.add(new Form(preset).content()),
                            () -> event.rerouteToError(NotFoundException.class));
        }
    }

    private Optional<Preset> find(String code) {
        return staff.presets().all().stream()
                .filter(preset -> preset.code().equals(code))
                .findFirst();
    }

    private static Div help() {
        return Parts.row("help", new H2(t("staff.preset.help")), new Paragraph(t("staff.additive.help")));
    }

    private void showList() {
        list.removeAll();
        var picks = new StaffList();
        for (var preset : staff.presetsInOrder()) {
            var kind = Role.ofGroup(preset.code()).isPresent()
                    ? t("staff.preset.role")
                    : preset.isBuiltIn() ? t("staff.preset.builtIn") : t("staff.preset.own");
            picks.add(
                    PATH + "/" + preset.code(),
                    RightWords.name(preset),
                    t("staff.preset.rights", preset.rights().size()),
                    preset.code().equals(selected),
                    Parts.tag(Parts.Tone.PLAN, kind));
        }
        list.add(picks);
    }

    private void go(@Nullable String code) {
        getUI().ifPresent(ui -> ui.navigate(code == null ? PATH : PATH + "/" + code));
    }

    /** The fields of one preset. */
    private final class Form {
        private final FormErrors errors = new FormErrors();
        private final TextField name = errors.add("name", new TextField(t("staff.preset.name")));
        private final TextField code = errors.add("code", new TextField(t("staff.preset.code")));
        private final RightsMatrix matrix = errors.add("rights", new RightsMatrix());
        private @Nullable Preset preset;

        Form(@Nullable Preset preset) {
            this.preset = preset;
            code.setHelperText(t("staff.preset.code.help"));
            matrix.show(
                    preset == null ? Set.of() : preset.rights(),
                    right -> true,
                    "",
                    Map.of(),
                    !staff.mayGiveRights() || preset != null && preset.isFixed());
        }

        Div content() {
            var shown = preset;
            var head = Parts.row("head", new H2(shown == null ? t("staff.preset.adding") : RightWords.name(shown)));
            var body = Parts.row("body");
            if (shown == null) {
                body.add(Parts.row("fields", name, code));
            } else if (shown.isFixed()) {
                body.add(Parts.row("note", new Div(t("staff.presetFixed"))));
            }
            body.add(matrix, help());
            var content = Parts.row("fill", head, body);
            if (staff.mayGiveRights() && (shown == null || !shown.isFixed())) {
                content.add(Parts.row(
                        "foot",
                        Parts.primary(Parts.button(t("ui.save"), "Ctrl+Enter", "Ctrl ↵", this::save)),
                        new Button(t("ui.cancel"), click -> go(null))));
            }
            return content;
        }

        private void save() {
            var shown = preset;
            errors.attempt(() -> {
                if (shown == null) {
                    staff.presets().add(code.getValue().strip(), name.getValue(), matrix.chosen());
                    Parts.done(t("staff.saved"));
                    go(code.getValue().strip());
                    return;
                }
                var effects = staff.presets().preview(shown.code(), matrix.chosen());
                EffectsDialog.confirm(effects, staff.words(), () -> errors.attempt(() -> change(shown)));
            });
        }

        private void change(Preset shown) {
            try {
                staff.presets().change(shown.code(), matrix.chosen(), shown.version());
                Parts.done(t("staff.saved"));
                preset = find(shown.code()).orElse(shown);
                showList();
            } catch (Refusal refused) {
                if (!refused.key().equals("staff.changedMeanwhile")) {
                    throw refused;
                }
                showConflict(shown, staff.presets().byCode(shown.code()));
            }
        }

        private void showConflict(Preset before, Preset now) {
            preset = now;
            var lines = new ArrayList<String>();
            minus(now.rights(), before.rights())
                    .forEach(right -> lines.add(t("staff.preset.rightAdded", RightWords.of(right))));
            minus(before.rights(), now.rights())
                    .forEach(right -> lines.add(t("staff.preset.rightTaken", RightWords.of(right))));
            ConflictDialog.open(t("staff.conflict.over"), lines);
        }

        private static Set<Right> minus(Set<Right> from, Set<Right> what) {
            var rest = new TreeSet<>(from);
            rest.removeAll(what);
            return rest;
        }
    }
}
