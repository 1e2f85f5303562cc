package otklik.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ErrorHandler;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;

/** What a person sees of an error: a refusal in words, anything else as a neutral sentence with a number that is also in the log. */
@Component
class ErrorScreens implements VaadinServiceInitListener, ErrorHandler {
    private static final Logger log = LoggerFactory.getLogger(ErrorScreens.class);

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addSessionInitListener(session -> session.getSession().setErrorHandler(this));
    }

    @Override
    public void error(ErrorEvent event) {
        var failure = event.getThrowable();
        var ui = UI.getCurrent();
        if (Refusal.in(failure).isPresent() && ui != null) {
            Parts.failed(Texts.problem(failure));
            return;
        }
        var id = UUID.randomUUID().toString().substring(0, 8);
        log.error("Unexpected error {}", id, failure);
        if (ui != null) {
            ui.access(() -> Parts.failed(Texts.t("ui.unexpectedWithId", id)));
        }
    }
}
