package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.ComboBoxVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.select.SelectVariant;
import java.util.Optional;
import java.util.Set;
import otklik.requests.ReplyTemplate;
import otklik.requests.RequestCard;
import otklik.requests.Requests.Way;
import otklik.security.Action;
import otklik.ui.DeskCase;
import otklik.ui.DeskPanel;
import otklik.ui.DeskWords;
import otklik.ui.Live;
import otklik.ui.Parts;

/** The dialogue over letters and messengers on the manager's screen, with ready answers and the channel of the answer (S3.15, S3.16). */
@org.springframework.stereotype.Component
class DialogueOnDesk implements DeskPanel {
    private static final Set<String> WRITE = Set.of("userTask_writeFirstMessage", "userTask_answerClient");

    private final RequestPages parts;

    DialogueOnDesk(RequestPages parts) {
        this.parts = parts;
    }

    @Override
    public String title() {
        return "requests.desk.dialogue";
    }

    @Override
    public Place place() {
        return Place.MIDDLE;
    }

    @Override
    public int order() {
        return 60;
    }

    @Override
    public Optional<Component> of(DeskCase shown) {
        return Optional.ofNullable(shown.request())
                .flatMap(parts.requests()::find)
                .map(request -> new Dialogue(request, WRITE.contains(shown.taskKey())));
    }

    private final class Dialogue extends Div {
        private final String number;
        private final ThreadPanel thread;

        Dialogue(RequestCard request, boolean isWriting) {
            number = request.number();
            thread = new ThreadPanel(
                    parts, new RequestDialogs(parts.requests(), parts.lostReasons(), parts.accounts(), this::act));
            addClassName("desk-thread");
            var allowed = parts.requests().allowed(number);
            thread.show(request, Set.of());
            if (isWriting) {
                var with = Parts.row("with", answers(request));
                if (allowed.contains(Action.CHANGE)) {
                    way(request).ifPresent(with::add);
                }
                add(with);
            }
            add(thread);
            Live.refresh(this, parts.signals(), Set.of(number), () -> parts.requests()
                    .find(number)
                    .ifPresent(now -> thread.show(now, Set.of())));
        }

        private boolean act(Runnable what) {
            return Parts.attempt(what);
        }

        private ComboBox<ReplyTemplate> answers(RequestCard request) {
            var field = new ComboBox<ReplyTemplate>();
            field.setPlaceholder(t("requests.template"));
            field.setAriaLabel(t("requests.template.choose"));
            field.addThemeVariants(ComboBoxVariant.LUMO_SMALL);
            Parts.focusedBy(field, "Ctrl+Slash");
            field.setItemLabelGenerator(ReplyTemplate::name);
            field.setItems(parts.templates().usable());
            field.addValueChangeListener(change -> {
                if (change.isFromClient() && change.getValue() != null) {
                    DeskWords.offer(parts.templates().fill(change.getValue(), request));
                    field.clear();
                }
            });
            return field;
        }

        private Optional<Component> way(RequestCard request) {
            var ways = parts.requests().waysTo(request.number());
            if (ways.size() < 2) {
                return Optional.empty();
            }
            var sources = parts.sources().names();
            var field = new Select<Way>();
            field.setAriaLabel(t("requests.way"));
            field.addThemeVariants(SelectVariant.LUMO_SMALL);
            field.setItemLabelGenerator(one -> RequestWords.channel(one.channel(), sources) + " · " + one.address());
            field.setItems(ways);
            field.setValue(new Way(request.channel(), request.clientAddress()));
            field.addValueChangeListener(change -> {
                if (change.isFromClient() && change.getValue() != null) {
                    act(() -> parts.requests().answerOver(request.number(), change.getValue()));
                }
            });
            return Optional.of(field);
        }
    }
}
