package otklik.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.server.HttpStatusCode;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/** What stands where nothing is, or nothing that this person may see: both look the same, so that a link gives nothing away (E82). */
@AnonymousAllowed
class NotFoundView extends Div implements HasErrorParameter<NotFoundException>, HasDynamicTitle {
    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        addClassName("gate");
        var card = Parts.row("card", Parts.empty(Texts.t("ui.notFound"), Texts.t("ui.notFound.hint")));
        card.add(new Anchor("", Texts.t("ui.toBeginning")));
        add(new Main(card));
        return HttpStatusCode.NOT_FOUND.getCode();
    }

    @Override
    public String getPageTitle() {
        return Texts.t("ui.notFound") + " · " + Texts.t("ui.name");
    }
}
