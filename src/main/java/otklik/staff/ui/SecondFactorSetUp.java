package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import otklik.kernel.Refusal;
import otklik.security.SecondFactors;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The two steps of setting a second factor up: the key into the phone and its first code back; then the recovery codes. */
class SecondFactorSetUp extends Div {
    private final transient SecondFactors factors;
    private final String login;
    private final transient Runnable afterwards;

    /** @param afterwards what follows when the person has kept the recovery codes */
    SecondFactorSetUp(SecondFactors factors, String login, Runnable inForce, Runnable afterwards) {
        this.factors = factors;
        this.login = login;
        this.afterwards = afterwards;
        addClassName("form");
        ask(inForce);
    }

    private void ask(Runnable inForce) {
        var offer = factors.offer(login, t("ui.name"));
        var key = Parts.text("secret", String.join(" ", offer.secret().split("(?<=\\G.{4})")));
        key.setId("secret");
        var code = new CodeField("first-code", t("staff.firstCode"));
        code.setValueChangeMode(ValueChangeMode.EAGER);
        code.setAutofocus(true);
        Runnable switchOn = () -> {
            try {
                var recovery = factors.switchOn(login, offer, code.getValue());
                inForce.run();
                showRecovery(recovery);
            } catch (Refusal refusal) {
                code.setErrorMessage(refusal.in(Texts.supported(Texts.locale())));
                code.setInvalid(true);
                code.focus();
            }
        };
        code.addKeyDownListener(Key.ENTER, enter -> switchOn.run());
        var steps = new OrderedList(
                new ListItem(t("staff.setUp.app")),
                new ListItem(t("staff.setUp.picture")),
                new ListItem(t("staff.setUp.code")));
        add(
                steps,
                QrPicture.of(offer.address(), t("staff.setUp.pictureOfKey")),
                new Div(Parts.text("muted", t("staff.setUp.key") + " "), key),
                code,
                Parts.primary(Parts.button(t("staff.setUp.on"), "Ctrl+Enter", "↵", switchOn)));
    }

    private void showRecovery(List<String> recovery) {
        removeAll();
        var list = new UnorderedList(recovery.stream().map(ListItem::new).toArray(ListItem[]::new));
        list.addClassName("codes");
        list.setId("recovery-codes");
        var kept = Parts.primary(Parts.button(t("staff.recovery.kept"), "Ctrl+Enter", "Ctrl ↵", afterwards));
        kept.setAutofocus(true);
        add(new Paragraph(t("staff.recovery.text")), list, kept);
    }
}
