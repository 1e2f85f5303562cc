package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.dom.Element;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import otklik.security.Action;
import otklik.security.Right;
import otklik.security.Scope;
import otklik.security.Section;
import otklik.ui.Parts;

/**
 * Rights as a table: sections down, actions across, in each cell how far the right reaches. Cells are the browser's own lists and ticks:
 * sixty of them are drawn at once, and the keyboard goes through them by Tab and arrows.
 */
class RightsMatrix extends Div implements HasValidation {
    private static final Scope[] SCOPES = Scope.values();

    private final Set<Right> chosen = new TreeSet<>();
    private final Div error = Parts.row("field-error");
    private Predicate<Right> allowed = right -> true;
    private String reason = "";
    private Map<Right, String> given = Map.of();
    private boolean readOnly;
    private Runnable onChange = () -> {};

    RightsMatrix() {
        addClassName("matrix");
        error.getElement().setAttribute("role", "alert");
        error.setVisible(false);
    }

    /** To be run when the person has chosen something. */
    void onChange(Runnable action) {
        onChange = action;
    }

    Set<Right> chosen() {
        return Set.copyOf(chosen);
    }

    /**
     * @param rights what is chosen
     * @param isAllowed what can be chosen at all
     * @param whyNot said on the cells that cannot
     * @param fromPresets what is held already, and by which preset
     */
    void show(
            Set<Right> rights,
            Predicate<Right> isAllowed,
            String whyNot,
            Map<Right, String> fromPresets,
            boolean isReadOnly) {
        chosen.clear();
        chosen.addAll(rights);
        allowed = isAllowed;
        reason = whyNot;
        given = fromPresets;
        readOnly = isReadOnly;
        draw();
    }

    private void draw() {
        getElement().removeAllChildren();
        var table = new Element("table");
        var head = new Element("tr");
        head.appendChild(new Element("th").setText(t("staff.section")).setAttribute("scope", "col"));
        for (var action : Action.values()) {
            head.appendChild(new Element("th").setText(t(action)).setAttribute("scope", "col"));
        }
        var body = new Element("tbody");
        table.appendChild(new Element("thead").appendChild(head), body);
        for (var section : Section.values()) {
            var row = new Element("tr");
            row.appendChild(new Element("th").setText(t(section)).setAttribute("scope", "row"));
            for (var action : Action.values()) {
                row.appendChild(section.knows(action) ? cell(section, action) : new Element("td"));
            }
            body.appendChild(row);
        }
        getElement().appendChild(table, error.getElement());
    }

    private Element cell(Section section, Action action) {
        var cell = new Element("td");
        var held = held(section, action);
        if (held != null) {
            cell.getClassList().add("given");
            cell.setAttribute("title", held);
        }
        var widest = new Right(section, action, section.isOwned() ? Scope.OWN : Scope.ALL);
        if (!allowed.test(widest) && !allowed.test(new Right(section, action, Scope.ALL))) {
            cell.setAttribute("title", reason);
            cell.getClassList().add("closed");
        }
        cell.appendChild(section.isOwned() ? list(section, action) : tick(section, action));
        return cell;
    }

    private Element list(Section section, Action action) {
        var list = new Element("select");
        list.setAttribute("aria-label", t("staff.cell", t(section), t(action)));
        var now = chosen(section, action);
        list.appendChild(option("", t("staff.scope.NONE"), now == null));
        var isOpen = false;
        for (var scope : SCOPES) {
            var right = new Right(section, action, scope);
            var option = option(scope.name(), RightWords.scope(scope), scope == now);
            if (!allowed.test(right) && scope != now) {
                option.setAttribute("disabled", true);
                option.setAttribute("title", reason);
            }
            isOpen |= allowed.test(right);
            list.appendChild(option);
        }
        close(list, !isOpen && now == null);
        list.addEventListener("change", change -> {
                    var scope = scope(change.getEventData().getString("element.value"));
                    mark(list, scope != null);
                    choose(section, action, scope);
                })
                .addEventData("element.value");
        mark(list, now != null);
        return list;
    }

    private void mark(Element list, boolean isChosen) {
        list.getClassList().set("chosen", isChosen);
    }

    private static Element option(String value, String text, boolean selected) {
        var option = new Element("option");
        option.setAttribute("value", value);
        option.setText(text);
        if (selected) {
            option.setAttribute("selected", true);
        }
        return option;
    }

    private Element tick(Section section, Action action) {
        var right = new Right(section, action, Scope.ALL);
        var tick = new Element("input");
        tick.setAttribute("type", "checkbox");
        tick.setAttribute("aria-label", t("staff.cell", t(section), t(action)));
        if (chosen.contains(right)) {
            tick.setAttribute("checked", true);
        }
        close(tick, !allowed.test(right) && !chosen.contains(right));
        tick.addEventListener(
                        "change",
                        change -> choose(
                                section,
                                action,
                                change.getEventData().getBoolean("element.checked") ? Scope.ALL : null))
                .addEventData("element.checked");
        return tick;
    }

    private void close(Element input, boolean isClosed) {
        if (isClosed || readOnly) {
            input.setAttribute("disabled", true);
        }
    }

    private static @Nullable Scope scope(String name) {
        return name.isEmpty() ? null : Scope.valueOf(name);
    }

    private void choose(Section section, Action action, @Nullable Scope scope) {
        chosen.removeIf(right -> right.section() == section && right.action() == action);
        if (scope != null) {
            chosen.add(new Right(section, action, scope));
        }
        setInvalid(false);
        onChange.run();
    }

    private @Nullable Scope chosen(Section section, Action action) {
        return chosen.stream()
                .filter(right -> right.section() == section && right.action() == action)
                .map(Right::scope)
                .max(Scope::compareTo)
                .orElse(null);
    }

    private @Nullable String held(Section section, Action action) {
        var held = new HashMap<Scope, String>();
        given.forEach((right, preset) -> {
            if (right.section() == section && right.action() == action) {
                held.put(right.scope(), t("staff.alreadyBy", preset, RightWords.scope(right.scope())));
            }
        });
        return held.isEmpty() ? null : String.join("; ", held.values());
    }

    @Override
    public void setErrorMessage(String message) {
        error.setText(message);
    }

    @Override
    public String getErrorMessage() {
        return error.getText();
    }

    @Override
    public void setInvalid(boolean invalid) {
        error.setVisible(invalid);
    }

    @Override
    public boolean isInvalid() {
        return error.isVisible();
    }
}
