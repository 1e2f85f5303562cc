package otklik.staff.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Tag;

/** A form that the browser sends to the server's doors rather than to a screen; carries the token against forged requests. */
@Tag("form")
class PostForm extends HtmlContainer {
    PostForm(String action) {
        addClassName("form");
        getElement().setAttribute("method", "post");
        getElement().setAttribute("action", action);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        getElement()
                .executeJs(
                        """
                        const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;
                        if (!meta('_csrf') || this.querySelector('input[data-token]')) return;
                        const token = document.createElement('input');
                        token.type = 'hidden'; token.name = meta('_csrf_parameter'); token.value = meta('_csrf');
                        token.dataset.token = '';
                        this.append(token);""");
    }

    void send() {
        getElement().executeJs("this.submit()");
    }
}
