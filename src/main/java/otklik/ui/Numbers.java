package otklik.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows phone numbers with all that one can do with them. */
@org.springframework.stereotype.Component
public class Numbers {
    private final List<NumberAct> acts;

    Numbers(List<NumberAct> acts) {
        this.acts = acts;
    }

    /**
     * The number as a link for the phone of this device, and what else there is.
     *
     * @param number in E.164
     * @param shown as people read it
     * @param caseKey business key of what a call would be about
     */
    public Span show(String number, String shown, @Nullable String caseKey) {
        var link = new Anchor("tel:" + number, shown);
        link.getElement().setAttribute("router-ignore", true);
        var part = new Span(link);
        part.addClassName("number");
        acts.forEach(act -> act.part(number, shown, caseKey).ifPresent(part::add));
        return part;
    }
}
