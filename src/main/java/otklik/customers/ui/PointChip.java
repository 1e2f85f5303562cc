package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import otklik.customers.CompanyCard.Point;
import otklik.customers.ContactPoint;
import otklik.customers.PointState;
import otklik.ui.FormErrors;
import otklik.ui.Parts;

/** A phone or an address with its state by colour and word, and a menu to mark it. */
class PointChip extends Span {
    private final transient CompanyScreens screens;

    /** @param caseKey of the card that shows it: what a call from here is about */
    PointChip(CompanyScreens screens, Point point, boolean mayMark, String caseKey) {
        this.screens = screens;
        addClassName("point");
        add(shown(point.point(), caseKey));
        if (point.state() != PointState.VALID) {
            var tag = Parts.tag(Parts.Tone.LATE, t(point.state()));
            if (point.reason() != null) {
                tag.setTitle(point.reason());
            }
            add(tag);
        }
        if (mayMark) {
            var button = new NativeButton("⋯");
            button.addClassName("board-menu");
            button.setAriaLabel(t("customers.point.menu", point.point().shown()));
            button.getElement().setAttribute("aria-haspopup", "menu");
            var menu = new ContextMenu(button);
            menu.setOpenOnClick(true);
            for (var state : PointState.values()) {
                if (state != point.state()) {
                    menu.addItem(t("customers.point.mark." + state.name()), click -> mark(point.point(), state));
                }
            }
            add(button);
        }
    }

    private Component shown(ContactPoint point, String caseKey) {
        if (point.kind() == ContactPoint.Kind.PHONE) {
            return screens.numbers().show(point.key(), point.shown(), caseKey);
        }
        var link = new Anchor(point.kind() == ContactPoint.Kind.EMAIL ? "mailto:" + point.key() : "#", point.shown());
        link.getElement().setAttribute("router-ignore", true);
        return link;
    }

    private void mark(ContactPoint point, PointState state) {
        if (state == PointState.VALID) {
            Parts.attempt(() -> screens.states().mark(point, state, null));
            return;
        }
        var errors = new FormErrors();
        var reason = errors.add("reason", new TextField(t("customers.point.reason")));
        reason.setWidthFull();
        reason.setMaxLength(500);
        var dialog = new Dialog(reason);
        dialog.setHeaderTitle(t("customers.point.mark." + state.name()) + ": " + point.shown());
        dialog.setWidth("420px");
        dialog.getFooter()
                .add(
                        new Button(t("ui.cancel"), click -> dialog.close()),
                        Parts.primary(new Button(t("ui.save"), click -> {
                            if (errors.attempt(() -> screens.states().mark(point, state, reason.getValue()))) {
                                dialog.close();
                            }
                        })));
        dialog.open();
        reason.focus();
    }
}
