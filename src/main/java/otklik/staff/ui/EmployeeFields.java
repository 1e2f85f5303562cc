package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.shared.SelectionPreservationMode;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.timepicker.TimePicker;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Parameter;
import otklik.kernel.Refusal;
import otklik.security.Right;
import otklik.security.WorkMode;
import otklik.staff.Departments.Department;
import otklik.staff.EmployeeForm;
import otklik.staff.EmployeeKind;
import otklik.staff.Presets.Preset;
import otklik.staff.Teams.Team;
import otklik.staff.WorkingHours;
import otklik.ui.FormErrors;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The fields of an employee's card. They show a form, read one, and name the field that is wrong; saving is the view's. */
class EmployeeFields extends Div {
    private static final LocalTime NINE = LocalTime.of(9, 0);
    private static final LocalTime EIGHTEEN = LocalTime.of(18, 0);
    private static final int LONGEST_LOGIN = 64;

    private final transient StaffScreens staff;
    private final transient FormErrors errors;
    private final TextField name = new TextField(t("staff.name"));
    private final EmailField email = new EmailField(t("staff.email"));
    private final TextField login = new TextField(t("staff.login"));
    private final TextField phone = new TextField(t("staff.phone"));
    private final Select<Locale> language = new Select<>();
    private final RadioButtonGroup<EmployeeKind> kind = new RadioButtonGroup<>();
    private final CheckboxGroup<Preset> presets = new CheckboxGroup<>();
    private final RightsMatrix matrix = new RightsMatrix();
    private final Span singleCount = new Span();
    private final Details single = new Details(singleCount);
    private final ComboBox<Department> department = new ComboBox<>(t("staff.department"));
    private final MultiSelectComboBox<Team> teams = new MultiSelectComboBox<>(t("staff.teams"));
    private final Select<WorkMode> mode = new Select<>();
    private final ComboBox<String> zone = new ComboBox<>(t("staff.zone"));
    private final Checkbox ownHours = new Checkbox(t("staff.hours.own"));
    private final TimePicker from = new TimePicker(t("staff.hours.from"));
    private final TimePicker until = new TimePicker(t("staff.hours.until"));
    private final CheckboxGroup<DayOfWeek> days = new CheckboxGroup<>(t("staff.hours.days"));
    private final ProductTicks seen = new ProductTicks(t("staff.products.seen"));
    private final ProductTicks added = new ProductTicks(t("staff.products.added"));
    private final List<Preset> allPresets;
    private final boolean mayGiveRights;
    private boolean readOnly;

    EmployeeFields(StaffScreens staff, FormErrors errors, boolean isNew) {
        this.staff = staff;
        this.errors = errors;
        this.allPresets = staff.presetsInOrder();
        this.mayGiveRights = staff.mayGiveRights();
        addClassName("fields-of-card");
        errors.add("name", name);
        errors.add("email", email);
        errors.add("login", login);
        errors.add("phone", phone);
        add(contact(isNew), kind(), rights(), place(), hours(), products());
    }

    private static Div group(String title, Component... parts) {
        var group = Parts.row("group", new H2(title));
        group.add(parts);
        return group;
    }

    private Div contact(boolean isNew) {
        name.setRequiredIndicatorVisible(true);
        email.setRequiredIndicatorVisible(true);
        login.setReadOnly(!isNew);
        if (isNew) {
            login.setHelperText(t("staff.login.help"));
            login.setRequiredIndicatorVisible(true);
            email.setValueChangeMode(ValueChangeMode.LAZY);
            email.addValueChangeListener(change -> {
                if (login.isEmpty() || login.getValue().equals(loginOf(change.getOldValue()))) {
                    login.setValue(loginOf(change.getValue()));
                }
            });
        }
        language.setLabel(t("staff.language"));
        language.setItems(Texts.RUSSIAN, Locale.ENGLISH);
        language.setItemLabelGenerator(item -> t(item.equals(Texts.RUSSIAN) ? "ui.toRussian" : "ui.toEnglish"));
        return group(t("staff.contact"), Parts.row("fields", name, email, login, phone, language));
    }

    /** The login that a mail address suggests: its local part, as far as it may be one. */
    static String loginOf(String address) {
        var local = address.replaceFirst("@.*", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return local.substring(0, Math.min(LONGEST_LOGIN, local.length()));
    }

    private Div kind() {
        kind.setItems(EmployeeKind.values());
        kind.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
        kind.setAriaLabel(t("staff.kind"));
        kind.setRenderer(new ComponentRenderer<>(item -> Parts.row(
                "choice",
                Parts.text("choice-name", t(item)),
                Parts.text("muted", t("staff.kind.help." + item.name())))));
        kind.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                showRights(matrix.chosen());
            }
        });
        return group(t("staff.kind"), kind);
    }

    private Div rights() {
        errors.add("presets", presets);
        errors.add("rights", matrix);
        presets.setItems(allPresets);
        presets.setAriaLabel(t("staff.presets"));
        // Which presets can be chosen depends on the type: they are drawn anew, and what is ticked stays.
        presets.setSelectionPreservationMode(SelectionPreservationMode.PRESERVE_ALL);
        presets.setItemLabelGenerator(RightWords::name);
        presets.setItemEnabledProvider(preset -> fits(preset) || presets.isSelected(preset));
        presets.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                showRights(matrix.chosen());
            }
        });
        matrix.onChange(this::showSummary);
        single.add(new Paragraph(t("staff.single.help")), matrix);
        return group(t("staff.presets"), new Paragraph(t("staff.additive.help")), presets, single);
    }

    private boolean fits(Preset preset) {
        var chosen = kind.getValue();
        return chosen == null || preset.rights().stream().allMatch(chosen::allows);
    }

    private void showRights(Set<Right> rights) {
        var chosenKind = kind.getValue();
        var given = new HashMap<Right, String>();
        presets.getSelectedItems().forEach(preset -> preset.rights()
                .forEach(right ->
                        given.merge(right, RightWords.name(preset), (first, second) -> first + ", " + second)));
        matrix.show(
                rights,
                right -> chosenKind == null || chosenKind.allows(right),
                t("staff.kind.closed", t(EmployeeKind.CALL_CENTRE)),
                given,
                readOnly || !mayGiveRights);
        presets.getListDataView().refreshAll();
        showSummary();
    }

    private void showSummary() {
        singleCount.setText(t("staff.single", matrix.chosen().size()));
    }

    private Div place() {
        department.setItems(staff.departments().all());
        department.setItemLabelGenerator(Department::name);
        department.setClearButtonVisible(true);
        department.addValueChangeListener(change -> showModes());
        teams.setItems(staff.teams().all());
        teams.setItemLabelGenerator(Team::name);
        mode.setLabel(t("staff.workMode"));
        mode.setItems(WorkMode.values());
        mode.setEmptySelectionAllowed(true);
        showModes();
        return group(t("staff.place"), Parts.row("fields", department, teams, mode));
    }

    private void showModes() {
        var chosen = department.getValue();
        var ofDepartment = chosen == null ? WorkMode.PULL_FREE : chosen.workMode();
        mode.setEmptySelectionCaption(t("staff.workMode.ofDepartment", t(ofDepartment)));
        mode.setItemLabelGenerator(item -> item == null ? t("staff.workMode.ofDepartment", t(ofDepartment)) : t(item));
    }

    private Div hours() {
        errors.add("zone", zone);
        errors.add("from", from);
        errors.add("until", until);
        errors.add("days", days);
        var company = staff.parameters().zone(Parameter.COMPANY_ZONE).getId();
        var now = staff.clock().instant();
        zone.setItems(ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/"))
                .sorted()
                .toList());
        zone.setItemLabelGenerator(id -> "%s · UTC%s"
                .formatted(id, ZoneId.of(id).getRules().getOffset(now).getId().replace("Z", "+00:00")));
        zone.setPlaceholder(t("staff.zone.company", company));
        zone.setClearButtonVisible(true);
        from.setStep(Duration.ofMinutes(30));
        until.setStep(Duration.ofMinutes(30));
        days.setItems(DayOfWeek.values());
        days.setItemLabelGenerator(day -> day.getDisplayName(TextStyle.SHORT_STANDALONE, Texts.locale()));
        ownHours.addValueChangeListener(change -> showHours());
        return group(t("staff.hours"), Parts.row("fields", zone), ownHours, Parts.row("fields", from, until), days);
    }

    private void showHours() {
        List.<Component>of(from, until, days).forEach(field -> field.setVisible(ownHours.getValue()));
        if (ownHours.getValue() && from.isEmpty() && until.isEmpty() && days.isEmpty()) {
            from.setValue(NINE);
            until.setValue(EIGHTEEN);
            days.setValue(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
        }
    }

    private Div products() {
        return group(t("staff.products"), new Paragraph(t("staff.products.help")), Parts.row("fields", seen, added));
    }

    /** @param isReadOnly for those who may look only */
    void show(String newLogin, EmployeeForm form, boolean isReadOnly) {
        readOnly = isReadOnly;
        login.setValue(newLogin);
        name.setValue(form.name());
        email.setValue(form.email());
        phone.setValue(form.phone());
        language.setValue(Texts.supported(form.language()));
        kind.setValue(form.kind());
        presets.setValue(allPresets.stream()
                .filter(preset -> form.presets().contains(preset.code()))
                .collect(Collectors.toSet()));
        showRights(form.rights());
        single.setOpened(!form.rights().isEmpty());
        department.setValue(department
                .getListDataView()
                .getItems()
                .filter(item -> Objects.equals(item.id(), form.departmentId()))
                .findFirst()
                .orElse(null));
        teams.setValue(teams.getListDataView()
                .getItems()
                .filter(team -> form.teams().contains(team.id()))
                .collect(Collectors.toSet()));
        mode.setValue(form.workMode());
        zone.setValue(form.zone());
        var hours = form.hours();
        from.setValue(hours == null ? null : hours.from());
        until.setValue(hours == null ? null : hours.until());
        days.setValue(hours == null ? Set.of() : hours.days());
        ownHours.setValue(hours != null);
        showHours();
        seen.show(form.seenProducts(), staff.productNames());
        added.show(form.addedProducts(), staff.productNames());
        List.<HasValue<?, ?>>of(
                        name,
                        email,
                        phone,
                        language,
                        kind,
                        presets,
                        department,
                        teams,
                        mode,
                        zone,
                        ownHours,
                        from,
                        until,
                        days)
                .forEach(field -> field.setReadOnly(readOnly));
        presets.setReadOnly(readOnly || !mayGiveRights);
        seen.setReadOnly(readOnly);
        added.setReadOnly(readOnly);
    }

    String login() {
        return login.getValue().strip();
    }

    /** Refused when a field holds what is no value of it. */
    EmployeeForm read() {
        return new EmployeeForm(
                name.getValue(),
                email.getValue(),
                phone.getValue(),
                kind.getValue(),
                department.getValue() == null ? null : department.getValue().id(),
                mode.getValue(),
                zone.getValue(),
                hoursRead(),
                seen.read(),
                added.read(),
                presets.getSelectedItems().stream().map(Preset::code).collect(Collectors.toSet()),
                matrix.chosen(),
                teams.getValue().stream().map(Team::id).collect(Collectors.toCollection(HashSet::new)),
                language.getValue());
    }

    private @Nullable WorkingHours hoursRead() {
        if (!ownHours.getValue()) {
            return null;
        }
        if (from.getValue() == null) {
            throw new Refusal("staff.hoursMissing").at("from");
        }
        if (until.getValue() == null) {
            throw new Refusal("staff.hoursMissing").at("until");
        }
        return new WorkingHours(from.getValue(), until.getValue(), Set.copyOf(days.getValue()));
    }
}
