package otklik.notices.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.kernel.Signals;
import otklik.notices.Notice;
import otklik.notices.Notices;
import otklik.security.Accounts;
import otklik.security.CurrentUser;
import otklik.ui.Corner;
import otklik.ui.Live;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The bell beside the name of the program: how many notices are unread, and on a click what they say. */
@Configuration
class Bell {
    @Bean
    Corner bellCorner(Notices notices, Accounts accounts, Signals signals, Texts texts) {
        return () -> new BellButton(notices, accounts, signals, texts);
    }

    private static final class BellButton extends Div {
        private final transient Notices notices;
        private final transient Accounts accounts;
        private final transient Texts texts;
        private final NativeButton button = new NativeButton();
        private final Span count = Parts.text("bell-count", "");
        private final Popover popover = new Popover();

        BellButton(Notices notices, Accounts accounts, Signals signals, Texts texts) {
            this.notices = notices;
            this.accounts = accounts;
            this.texts = texts;
            addClassName("bell");
            button.addClassNames("corner-button", "bell-button");
            button.add(Parts.text("bell-icon", ""), count);
            button.getElement().setAttribute("data-key", "KeyB");
            button.getElement().setAttribute("aria-haspopup", "dialog");
            popover.setTarget(button);
            popover.setPosition(PopoverPosition.BOTTOM_START);
            popover.setModal(true);
            popover.setWidth("360px");
            popover.setAriaLabel(t("notices.title"));
            popover.addOpenedChangeListener(change -> {
                if (change.isOpened()) {
                    fill();
                }
            });
            add(button, popover);
            var topic = Notices.topic(CurrentUser.login().orElseThrow());
            Live.refresh(this, signals, Set.of(topic), this::refresh);
            refresh();
        }

        private void refresh() {
            var unread = notices.unread();
            count.setText(unread == 0 ? "" : String.valueOf(unread));
            button.getElement().setAttribute("aria-label", t("notices.bell", unread));
            button.setTitle(t("notices.bell", unread));
            if (popover.isOpened()) {
                fill();
            }
        }

        private void fill() {
            popover.removeAll();
            var found = notices.mine();
            var head = Parts.row("line", new H2(t("notices.title")), Parts.row("grow"));
            if (found.stream().anyMatch(notice -> !notice.read())) {
                var all = new Button(t("notices.readAll"), click -> notices.readAll());
                all.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
                head.add(all);
            }
            var list = Parts.row("notices", head);
            if (found.isEmpty()) {
                list.add(Parts.text("muted", t("notices.none")));
            }
            found.forEach(notice -> list.add(line(notice)));
            popover.add(list);
        }

        private String author(Notice notice) {
            return notice.author().equals(Notices.PROGRAM) ? t("ui.name") : accounts.nameOf(notice.author());
        }

        private Component line(Notice notice) {
            var line = new NativeButton("", click -> {
                notices.read(notice.id());
                popover.close();
                getUI().ifPresent(ui -> ui.navigate(notice.path()));
            });
            line.addClassName("notice-line");
            line.setClassName("unread", !notice.read());
            line.add(
                    Parts.text("notice-what", t("notices." + notice.kind(), author(notice), notice.caseKey())),
                    Parts.moment(texts, notice.at()),
                    Parts.text("notice-text", notice.text()));
            if (!notice.read()) {
                line.add(Parts.text("key-only", t("notices.unread")));
            }
            return line;
        }
    }
}
