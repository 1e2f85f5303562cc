package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import otklik.security.Right;
import otklik.staff.Effect;
import otklik.ui.Parts;

/** Shows before saving who gains and loses what; where nobody is affected nothing is asked. */
final class EffectsDialog {
    private EffectsDialog() {}

    static void confirm(List<Effect> effects, RightWords words, Runnable save) {
        if (effects.isEmpty()) {
            save.run();
        } else {
            open(effects, words, null, keeps -> save.run());
        }
    }

    /**
     * Asks, too, what becomes of the work of those who leave a team (E83).
     *
     * @param leavers names of people who leave the team; may be empty
     * @param save is given whether they keep what they have taken
     */
    static void confirm(List<Effect> effects, RightWords words, List<String> leavers, Consumer<Boolean> save) {
        if (leavers.isEmpty()) {
            confirm(effects, words, () -> save.accept(true));
        } else {
            open(effects, words, new Checkbox(t("staff.team.keeps", String.join(", ", leavers))), save);
        }
    }

    private static void open(
            List<Effect> effects,
            RightWords words,
            @org.jspecify.annotations.Nullable Checkbox keeps,
            Consumer<Boolean> save) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(t(effects.isEmpty() ? "staff.team.leaving" : "staff.effects.title"));
        dialog.setWidth("620px");
        dialog.setMaxHeight("80vh");
        if (keeps != null) {
            dialog.add(Parts.row("note", keeps, Parts.row("muted", new Div(t("staff.team.keeps.help")))));
        }
        effects.stream()
                .sorted(Comparator.comparing((Effect effect) -> -effect.gains().size())
                        .thenComparing(Effect::name))
                .forEach(effect -> dialog.add(person(effect, words)));
        dialog.getFooter()
                .add(
                        new Button(t("ui.cancel"), click -> dialog.close()),
                        Parts.primary(Parts.button(t("ui.save"), "Ctrl+Enter", "Ctrl ↵", () -> {
                            dialog.close();
                            save.accept(keeps == null || keeps.getValue());
                        })));
        dialog.open();
    }

    private static Component person(Effect effect, RightWords words) {
        var person = Parts.row("effect", new H2(effect.name()));
        if (!effect.gains().isEmpty()) {
            person.add(Parts.tag(
                    Parts.Tone.OK, t("staff.effects.gains", effect.gains().size())));
            person.add(list(effect.gains()));
        }
        if (!effect.losses().isEmpty()) {
            person.add(Parts.tag(
                    Parts.Tone.LATE, t("staff.effects.losses", effect.losses().size())));
            person.add(list(effect.losses()));
        }
        if (!effect.wider().isEmpty()) {
            var wider = new UnorderedList();
            effect.wider().stream()
                    .sorted(Comparator.comparing(grant -> grant.right(), RightWords.WIDEST))
                    .forEach(grant -> wider.add(new ListItem(words.of(grant))));
            person.add(Parts.row("note", new Div(t("staff.effects.wider")), wider));
        }
        return person;
    }

    private static UnorderedList list(List<Right> rights) {
        var list = new UnorderedList();
        rights.stream().sorted(RightWords.WIDEST).forEach(right -> list.add(new ListItem(RightWords.of(right))));
        return list;
    }
}
