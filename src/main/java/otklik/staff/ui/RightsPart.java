package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.security.Account;
import otklik.security.Action;
import otklik.security.Grant;
import otklik.security.Section;
import otklik.security.Standing;
import otklik.staff.EmployeeState;
import otklik.ui.Parts;

/** What a person may do and why: every right with its source, and the answer to "may he … this record of hers?". */
@org.springframework.stereotype.Component
class RightsPart implements EmployeeCardPart {
    private final StaffScreens staff;

    RightsPart(StaffScreens staff) {
        this.staff = staff;
    }

    @Override
    public String title() {
        return "staff.effective";
    }

    @Override
    public int order() {
        return 50;
    }

    @Override
    public Optional<Component> component(String login, Runnable changed) {
        var state = staff.employees().card(login).state();
        if (state == EmployeeState.LEFT) {
            return Optional.empty();
        }
        var box = Parts.row("stack");
        if (state != EmployeeState.ACTIVE) {
            box.add(Parts.row("note", new Div(t("staff.effective.dormant"))));
        } else {
            box.add(new Explanation(login));
        }
        var standing = staff.employees().standingWhenActive(login);
        var substituted = substituted(login, standing);
        if (!substituted.isEmpty()) {
            box.add(Parts.row("note", new Div(t("staff.effective.substitutes", substituted))));
        }
        box.add(all(standing));
        return Optional.of(box);
    }

    private String substituted(String login, Standing standing) {
        return standing.own().stream()
                .filter(other -> !other.equals(login))
                .map(staff.accounts()::nameOf)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private Details all(Standing standing) {
        var words = staff.words();
        var rights = standing.grants().stream().map(Grant::right).distinct().count();
        var list = Parts.row("stack");
        for (var section : Section.values()) {
            var lines = new UnorderedList();
            standing.grants().stream()
                    .filter(grant -> grant.right().section() == section)
                    .sorted(Comparator.comparing(Grant::right))
                    .map(words::of)
                    .forEach(line -> lines.add(new ListItem(line)));
            if (lines.getElement().getChildCount() > 0) {
                list.add(new H3(t(section)), lines);
            }
        }
        if (rights == 0) {
            list.add(new Paragraph(t("staff.effective.none")));
        }
        var details = new Details(t("staff.effective.all", rights), list);
        details.addClassName("small");
        return details;
    }

    /** The box that answers one question at a time. */
    private class Explanation extends Div {
        private final String login;
        private final Select<Section> section = new Select<>();
        private final Select<Action> action = new Select<>();
        private final ComboBox<Account> owner = new ComboBox<>(t("staff.why.owner"));
        private final Div answer = Parts.row("answer");

        Explanation(String login) {
            this.login = login;
            addClassName("form");
            section.setLabel(t("staff.section"));
            section.setItems(Section.values());
            section.setItemLabelGenerator(item -> t(item));
            action.setLabel(t("staff.action"));
            action.setItemLabelGenerator(item -> t(item));
            owner.setItems(staff.accounts().all());
            owner.setItemLabelGenerator(Account::name);
            owner.setPlaceholder(t("staff.why.nobody"));
            owner.setClearButtonVisible(true);
            answer.getElement().setAttribute("role", "status");
            section.addValueChangeListener(change -> {
                var before = action.getValue();
                var known = Arrays.stream(Action.values())
                        .filter(change.getValue()::knows)
                        .toList();
                action.setItems(known);
                action.setValue(known.contains(before) ? before : known.get(0));
                owner.setVisible(change.getValue().isOwned());
                answer();
            });
            action.addValueChangeListener(change -> answer());
            owner.addValueChangeListener(change -> answer());
            add(Parts.row("pair", section, action), owner, answer);
            owner.setValue(staff.accounts().byLogin(login).orElse(null));
            section.setValue(Section.REQUESTS);
        }

        private void answer() {
            if (section.getValue() == null || action.getValue() == null) {
                return;
            }
            var whose = section.getValue().isOwned() && owner.getValue() != null
                    ? owner.getValue().login()
                    : null;
            answer.removeAll();
            var why = why(login, section.getValue(), action.getValue(), whose);
            answer.add(
                    why.may()
                            ? Parts.tag(Parts.Tone.OK, t("staff.why.may"))
                            : Parts.tag(Parts.Tone.LATE, t("staff.why.mayNot")));
            var reasons = new UnorderedList();
            why.reasons().forEach(reason -> reasons.add(new ListItem(reason)));
            answer.add(reasons);
        }
    }

    private record Why(boolean may, List<String> reasons) {}

    /** The policy's answer with its reasons in words; nobody's record lies in the common stream. */
    private Why why(String login, Section section, Action action, @Nullable String owner) {
        var words = staff.words();
        var standing = staff.accounts().standing(login);
        var may = section.isOwned()
                ? staff.policy().may(login, section, action, owner, null)
                : staff.policy().may(login, section, action);
        var reasons = new ArrayList<String>();
        var grants = staff.policy().why(login, section, action, owner);
        grants.forEach(grant -> reasons.add(words.of(grant)));
        if (may && owner == null && section.isOwned() && grants.isEmpty()) {
            reasons.add(t("staff.why.stream"));
            of(standing, section, Set.of(Action.TAKE)).forEach(grant -> reasons.add(words.of(grant)));
        }
        if (may && owner != null && !owner.equals(login) && standing.own().contains(owner)) {
            reasons.add(t("staff.why.substitutes", staff.accounts().nameOf(owner)));
        }
        if (!may) {
            var narrower = of(standing, section, Set.of(action));
            reasons.add(narrower.isEmpty() ? t("staff.why.noRight", t(action), t(section)) : t("staff.why.narrower"));
            narrower.forEach(grant -> reasons.add(words.of(grant)));
        }
        return new Why(may, List.copyOf(new LinkedHashSet<>(reasons)));
    }

    private static List<Grant> of(Standing standing, Section section, Set<Action> actions) {
        return standing.grants().stream()
                .filter(grant -> grant.right().section() == section
                        && actions.contains(grant.right().action()))
                .toList();
    }
}
