package otklik.desk.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.shared.Registration;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Signals;
import otklik.ui.Live;
import otklik.ui.Parts;
import otklik.ui.Stopwatch;
import otklik.ui.Texts;
import otklik.work.Capacity;
import otklik.work.SessionState;
import otklik.work.WorkReasons;
import otklik.work.WorkSession;
import otklik.work.WorkSessions;

/** The person's day: what is planned next, whether he works, how much he has closed of what may be closed; starts, pauses and ends it. */
class DayBar extends Div {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final transient DeskParts parts;
    private final String login;
    private List<String> drawn = List.of();
    private transient @Nullable Registration dayChanges;

    DayBar(DeskParts parts, String login) {
        this.parts = parts;
        this.login = login;
        addClassName("day");
        Live.refresh(
                this,
                parts.signals(),
                Set.of(WorkSessions.TOPIC, Capacity.TOPIC, Signals.WORK),
                new Paced(this, EVERY, parts.clock(), this::refresh)::run);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        super.onAttach(attached);
        dayChanges = DayChanged.listen(attached.getUI(), this::refresh);
        drawn = List.of();
        refresh();
    }

    @Override
    protected void onDetach(DetachEvent detached) {
        if (dayChanges != null) {
            dayChanges.remove();
        }
        super.onDetach(detached);
    }

    /** Draws it anew where something has changed only: an open menu stays under the hand. */
    private void refresh() {
        var next = parts.board()
                .nextPlanned(login)
                .map(at -> t("desk.day.next", parts.texts().moment(at)))
                .orElse("");
        var session = parts.sessions().of(login);
        var today = parts.clock().instant().atZone(parts.texts().zone()).toLocalDate();
        var figures = t(
                "desk.day.closed",
                parts.sessions().closedToday(List.of(login)).getOrDefault(login, 0),
                parts.capacity().of(login, today).limit());
        var now = List.of(
                next,
                figures,
                session.map(open -> open.id() + " " + open.state() + open.since())
                        .orElse(""));
        if (now.equals(drawn)) {
            return;
        }
        drawn = now;
        removeAll();
        if (!next.isEmpty()) {
            add(Parts.text("muted", next));
        }
        session.ifPresentOrElse(this::showOpen, this::showClosed);
        var closed = Parts.text("muted", figures);
        closed.setTitle(t("desk.day.closed.hint"));
        add(closed);
    }

    private void showClosed() {
        add(Parts.tag(Parts.Tone.NONE, t("desk.day.ended")));
        var start = new Button(t("desk.start"), click -> getUI().ifPresent(ui -> DeskParts.window(ui, tab -> {
            if (Parts.attempt(() -> parts.sessions().start(login, tab))) {
                ui.navigate(DeskView.PATH);
                DayChanged.tell();
            }
        })));
        start.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_PRIMARY);
        add(start);
    }

    private void showOpen(WorkSession session) {
        var isWorking = session.state() == SessionState.WORKING;
        var tag = Parts.tag(isWorking ? Parts.Tone.OK : Parts.Tone.TODAY, "");
        var since = new Stopwatch(
                Duration.between(session.since(), parts.clock().instant()),
                "● " + t(isWorking ? "desk.day.working" : "desk.day.paused") + " #");
        tag.getElement().appendChild(since.getElement());
        add(tag);
        var menu = new MenuBar();
        menu.addThemeVariants(MenuBarVariant.LUMO_SMALL);
        if (isWorking) {
            var pause = menu.addItem(t("desk.day.pause"));
            parts.reasons().open(WorkReasons.Kind.PAUSE).forEach(reason -> pause.getSubMenu()
                    .addItem(
                            reason.name(Texts.locale()),
                            click -> change(() -> parts.sessions().pause(login, reason.id()))));
        } else {
            menu.addItem(
                    t("desk.resume"), click -> change(() -> parts.sessions().resume(login)));
        }
        menu.addItem(t("desk.day.end"), click -> askEnd());
        add(menu);
    }

    private void askEnd() {
        var dialog = new Dialog(new Paragraph(t("desk.day.end.text")));
        dialog.setHeaderTitle(t("desk.day.end.title"));
        dialog.setWidth("420px");
        dialog.getFooter()
                .add(
                        new Button(t("ui.cancel"), click -> dialog.close()),
                        Parts.primary(Parts.button(t("desk.day.end"), "Ctrl+Enter", "Ctrl ↵", () -> {
                            dialog.close();
                            change(() -> parts.sessions().end(login));
                        })));
        dialog.open();
    }

    private void change(Runnable act) {
        if (Parts.attempt(act)) {
            DayChanged.tell();
        }
    }
}
