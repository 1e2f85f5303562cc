package otklik.demo.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import otklik.demo.ClientMailbox;
import otklik.demo.ClientMailbox.Client;
import otklik.demo.ClientMailbox.Letter;
import otklik.engine.TimerShift;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.ui.Live;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** Where one plays the client: writes letters, reads what the company sent, lets time pass. Its route exists in the demonstration only. */
@AnonymousAllowed
class ClientSideView extends Div implements HasDynamicTitle {
    static final String PATH = "client-side";
    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    private final transient ClientMailbox mailbox;
    private final transient TimerShift timers;
    private final transient Texts texts;
    private final transient Clock clock;
    private final transient Accounts accounts;
    private final ComboBox<Account> colleague = new ComboBox<>();
    private final Map<String, NativeButton> chips = new HashMap<>();
    private final TextField subject = new TextField();
    private final TextArea text = new TextArea();
    private final Div letters = Parts.row("body");
    private final Span answering = new Span();
    private transient Client client = ClientMailbox.clients().get(0);
    private transient @Nullable Letter answerTo;

    ClientSideView(
            ClientMailbox mailbox, TimerShift timers, Texts texts, Clock clock, Accounts accounts, Signals signals) {
        this.mailbox = mailbox;
        this.timers = timers;
        this.texts = texts;
        this.clock = clock;
        this.accounts = accounts;
        addClassName("gate");
        var main = new Main(card());
        main.getStyle().set("width", "min(960px, 100%)");
        add(main);
        Live.refresh(this, signals, topic -> topic.startsWith("R-") || topic.startsWith("employee:"), this::read);
        choose(client);
    }

    @Override
    public String getPageTitle() {
        return t("demo.title") + " · " + t("ui.name");
    }

    private Div card() {
        var who = Parts.row("chips");
        for (var candidate : ClientMailbox.clients()) {
            var chip = new NativeButton(candidate.name(), click -> choose(candidate));
            chip.addClassName("chip");
            chips.put(candidate.address(), chip);
            who.add(chip);
        }
        who.add(colleague());
        subject.setLabel(t("demo.subject"));
        text.setLabel(t("demo.text"));
        text.setMinHeight("110px");
        subject.setWidthFull();
        text.setWidthFull();
        var write = Parts.row(
                "form",
                answering,
                subject,
                text,
                Parts.row(
                        "line",
                        Parts.primary(Parts.button(t("demo.send"), "Ctrl+Enter", "Ctrl ↵", this::send)),
                        Parts.row("grow"),
                        Parts.link(ClientPhoneView.PATH, t("demo.phone")),
                        new Anchor("login", t("demo.toCompany"))));
        var card = Parts.row(
                "card",
                Parts.row("head", new H1(t("demo.title"))),
                Parts.text("muted", t("demo.text.hint")),
                who,
                write,
                new H2(t("demo.time")),
                time(),
                Parts.row("line", new H2(t("demo.mailbox")), new Button(t("demo.refresh"), click -> read())),
                letters);
        card.addClassName("wide");
        return card;
    }

    /** Employees get letters too: the link by which they activate their account, a new password. */
    private ComboBox<Account> colleague() {
        colleague.setPlaceholder(t("demo.mailboxOf"));
        colleague.setAriaLabel(t("demo.mailboxOf"));
        colleague.setId("mailbox-of");
        colleague.setClearButtonVisible(true);
        colleague.setItemLabelGenerator(person -> "%s, %s".formatted(person.name(), person.email()));
        colleague.setItems(accounts.all());
        colleague.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                choose(new Client(change.getValue().name(), change.getValue().email()));
            }
        });
        return colleague;
    }

    private Div time() {
        var line = Parts.row("line");
        line.add(new Button(t("demo.toNextTimer"), click -> toNextTimer()));
        for (var step : List.of(Duration.ofHours(1), Duration.ofHours(4), Duration.ofDays(1), Duration.ofDays(7))) {
            line.add(new Button(
                    "+ " + (step.toDays() > 0 ? t("ui.days", step.toDays()) : t("ui.hours", step.toHours())),
                    click -> forward(step)));
        }
        return line;
    }

    private void toNextTimer() {
        timers.next()
                .ifPresentOrElse(
                        due -> forward(Duration.between(clock.instant(), due).plusSeconds(1)),
                        () -> Parts.done(t("demo.noTimers")));
    }

    private void forward(Duration by) {
        timers.forward(by);
        Parts.done(t("demo.timePassed", by.toHours(), by.toMinutesPart()));
    }

    private void choose(Client newClient) {
        client = newClient;
        if (chips.containsKey(newClient.address())) {
            colleague.clear();
        }
        answerTo = null;
        answering.setText("");
        chips.forEach((address, chip) ->
                chip.getElement().setAttribute("aria-pressed", String.valueOf(address.equals(newClient.address()))));
        subject.clear();
        text.clear();
        read();
    }

    private void send() {
        if (text.isEmpty()) {
            text.setInvalid(true);
            text.setErrorMessage(t("demo.textMissing"));
            return;
        }
        text.setInvalid(false);
        try {
            mailbox.write(client, subject.getValue(), text.getValue(), answerTo);
            Parts.done(t("demo.sent"));
            choose(client);
        } catch (MessagingException refused) {
            Parts.failed(new Refusal("demo.mailDown", String.valueOf(refused.getMessage())).in(Texts.locale()));
        }
    }

    private void read() {
        letters.removeAll();
        try {
            var found = mailbox.read(client);
            if (found.isEmpty()) {
                letters.add(Parts.text("muted", t("demo.mailbox.empty")));
            }
            found.forEach(letter -> letters.add(show(letter)));
        } catch (MessagingException | IOException down) {
            letters.add(Parts.text("muted", t("demo.mailDown", String.valueOf(down.getMessage()))));
        }
    }

    private Div show(Letter letter) {
        var line = Parts.row("msg", new H2(letter.subject()), words(letter.text()));
        line.add(Parts.row("meta", new Span(letter.from()), Parts.moment(texts, letter.at())));
        line.add(new Button(t("demo.answer"), click -> {
            answerTo = letter;
            answering.setText(t("demo.answering", letter.subject()));
            subject.setValue(letter.subject().startsWith("Re:") ? letter.subject() : "Re: " + letter.subject());
            text.focus();
        }));
        return line;
    }

    /** The text with its links, which lead to a window of their own. */
    private static Span words(String text) {
        var words = Parts.text("words", "");
        var link = LINK.matcher(text);
        int done = 0;
        while (link.find()) {
            words.add(new Text(text.substring(done, link.start())));
            words.add(Parts.file(link.group(), link.group()));
            done = link.end();
        }
        words.add(new Text(text.substring(done)));
        return words;
    }
}
