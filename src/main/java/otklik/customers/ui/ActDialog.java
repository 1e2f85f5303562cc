package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import otklik.batches.Batch;
import otklik.customers.CompanySelection;
import otklik.ui.Parts;

/** The question before a bulk action: what is to be known, and on how many companies it will be done. */
public final class ActDialog {
    private static final int NOTICE_MILLIS = 8000;

    private ActDialog() {}

    /**
     * Asks, and starts the batch when the person confirms.
     *
     * @param start starts it; nothing where what was given does not suffice, which is said at the field
     * @param started run after it was started
     */
    public static void ask(
            String title,
            CompanySelection selection,
            Supplier<@Nullable Batch> start,
            Runnable started,
            Component... fields) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(title);
        dialog.setWidth("420px");
        var form = Parts.row("form", new Span(t("customers.act.count", selection.count())));
        form.add(fields);
        dialog.add(form);
        var confirm = Parts.primary(Parts.button(t("customers.act.start"), "Ctrl+Enter", "Ctrl ↵", () -> {
            Parts.attempt(() -> {
                var batch = start.get();
                if (batch != null) {
                    dialog.close();
                    started.run();
                    tell(batch);
                }
            });
        }));
        dialog.getFooter().add(new Button(t("ui.cancel"), click -> dialog.close()), confirm);
        dialog.open();
    }

    /** Says that a batch was started, and where one looks at it. */
    public static void tell(Batch batch) {
        var notice = new Notification();
        notice.setPosition(Notification.Position.BOTTOM_START);
        notice.setDuration(NOTICE_MILLIS);
        var link = Parts.link("batches/" + batch.id(), t("customers.act.look"));
        notice.add(Parts.row("notice", new Span(t("customers.act.started", batch.title())), link));
        notice.open();
    }
}
