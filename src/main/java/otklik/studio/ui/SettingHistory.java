package otklik.studio.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import otklik.history.Event;
import otklik.kernel.Refusal;
import otklik.security.Accounts;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The last changes of a setting or of the calendar, in a dialog. */
final class SettingHistory {
    static final int LINES = 30;

    private SettingHistory() {}

    /** @param value shows a kept value; a refusal where it is no value any more */
    static void open(String title, List<Event> events, UnaryOperator<String> value, Accounts accounts, Texts texts) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(title);
        var list = Parts.row("timeline");
        events.forEach(event -> {
            var line = new Div(
                    new Div(new Span(t("history." + event.kind())), new Span(" "), Parts.moment(texts, event.at())));
            line.add(Parts.text(
                    "muted", t("studio.settings.fromInto", shown(event.before(), value), shown(event.after(), value))));
            var who = Parts.text("faint", accounts.nameOf(event.actor()));
            who.addClassName("small");
            line.add(who);
            list.add(line);
        });
        dialog.add(events.isEmpty() ? Parts.text("muted", t("studio.settings.noHistory")) : list);
        var close = new Button(t("ui.close"), click -> dialog.close());
        dialog.getFooter().add(close);
        dialog.open();
    }

    private static String shown(@Nullable String text, UnaryOperator<String> value) {
        if (text == null) {
            return "—";
        }
        try {
            return value.apply(text);
        } catch (Refusal notAnyMore) {
            return text;
        }
    }
}
