package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import otklik.requests.ResponseTime;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** A response time that says on hover, on focus and on a click how it was counted. */
final class ResponsePopover {
    private ResponsePopover() {}

    static Div figure(ResponseTime answer, Texts texts) {
        var button = new NativeButton(RequestWords.amount(answer.working()));
        button.addClassName("figure");
        button.setTitle(RequestWords.formula(answer, texts));
        var popover = new Popover(Parts.text("words", RequestWords.formula(answer, texts)));
        popover.setTarget(button);
        popover.setPosition(PopoverPosition.BOTTOM);
        popover.setWidth("320px");
        popover.setAriaLabel(t("requests.response.how"));
        return new Div(button, popover);
    }
}
