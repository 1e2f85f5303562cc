package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import otklik.customers.WhyNothing;
import otklik.customers.WhyNothing.Because;
import otklik.security.Accounts;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** "Why is nothing planned?" answered in a sentence or two (S2.46). */
@Component
class WhyWords {
    private final WhyNothing why;
    private final Accounts accounts;
    private final Texts texts;

    WhyWords(WhyNothing why, Accounts accounts, Texts texts) {
        this.why = why;
        this.accounts = accounts;
        this.texts = texts;
    }

    /** The answer for a company. */
    String answer(String company) {
        return words(why.of(company));
    }

    /** A button that asks when it is pressed, not before: a list of a hundred companies would ask a hundred times. */
    Div button(String company) {
        var button = new NativeButton(t("customers.why"));
        button.addClassName("figure");
        var words = Parts.text("words", "");
        var popover = new Popover(words);
        popover.setTarget(button);
        popover.setPosition(PopoverPosition.BOTTOM);
        popover.setWidth("340px");
        popover.setAriaLabel(t("customers.why.title"));
        popover.addOpenedChangeListener(change -> {
            if (change.isOpened()) {
                words.setText(answer(company));
            }
        });
        var part = new Div(new Span(button), popover);
        part.addClassName("why");
        return part;
    }

    private String words(List<Because> reasons) {
        return reasons.stream().map(this::sentence).collect(Collectors.joining(" "));
    }

    private String sentence(Because because) {
        var at = because.at();
        var key = "customers.why." + because.cause().name();
        var sentence = t(
                at == null ? key + ".some" : key,
                at == null ? "" : texts.moment(at),
                because.who() == null ? t("ui.name") : accounts.nameOf(because.who()));
        return because.text() == null || because.text().isBlank()
                ? sentence
                : sentence + " " + t("customers.why.said", because.text());
    }
}
