package otklik.demo.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.time.Duration;
import java.util.Set;
import otklik.customers.ContactPoint;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.kernel.Signals;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.telephony.CallCause;
import otklik.telephony.PhoneNumbers;
import otklik.telephony.Simulator;
import otklik.telephony.Simulator.Does;
import otklik.telephony.Simulator.Reaction;
import otklik.telephony.Simulator.Simulated;
import otklik.ui.FormErrors;
import otklik.ui.Live;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The phones of all clients: what the program dials rings here, and clients call in. Its route exists in the demonstration only. */
@AnonymousAllowed
class ClientPhoneView extends Div implements HasDynamicTitle {
    static final String PATH = "client-phone";
    private static final int LONGEST_WAIT = 600;

    private final transient Simulator simulator;
    private final transient Accounts accounts;
    private final transient Texts texts;
    private final String country;
    private final Div calls = Parts.row("body");

    ClientPhoneView(Simulator simulator, Accounts accounts, Texts texts, Settings settings, Signals signals) {
        this.simulator = simulator;
        this.accounts = accounts;
        this.texts = texts;
        this.country = settings.country();
        addClassName("gate");
        calls.setId("ringing");
        var card = Parts.row(
                "card",
                Parts.row(
                        "head",
                        new H1(t("demo.phone.title")),
                        Parts.row("grow"),
                        Parts.link(ClientSideView.PATH, t("demo.title")),
                        new Anchor("login", t("demo.toCompany"))),
                Parts.text("muted", t("demo.phone.hint")),
                new H2(t("demo.phone.now")),
                calls,
                new H2(t("demo.phone.callIn")),
                callIn(),
                new H2(t("demo.phone.teach")),
                teach());
        card.addClassName("wide");
        var main = new Main(card);
        main.getStyle().set("width", "min(960px, 100%)");
        add(main);
        Live.refresh(this, signals, Set.of(Simulator.TOPIC), this::read);
        read();
    }

    @Override
    public String getPageTitle() {
        return t("demo.phone.title") + " · " + t("ui.name");
    }

    private void read() {
        calls.removeAll();
        var found = simulator.calls();
        if (found.isEmpty()) {
            calls.add(Parts.text("muted", t("demo.phone.silence")));
        }
        found.forEach(call -> calls.add(line(call)));
    }

    private Div line(Simulated call) {
        var state = call.talking()
                ? Parts.tag(Parts.Tone.OK, t("telephony.CallState.ANSWERED"))
                : Parts.tag(Parts.Tone.TODAY, t("telephony.CallState.RINGING"));
        var with = call.login() == null ? "" : accounts.nameOf(call.login());
        var head = Parts.row(
                "line",
                new H2(PhoneNumbers.shown(call.number())),
                state,
                Parts.text(
                        "muted",
                        t(
                                call.talking()
                                        ? "demo.phone.talksWith"
                                        : call.incoming() ? "demo.phone.callsTo" : "demo.phone.calledBy",
                                with)),
                Parts.moment(texts, call.began()));
        var buttons = Parts.row("line");
        if (call.talking() || call.incoming()) {
            buttons.add(button(
                    "hangUp",
                    () -> simulator.end(call.key(), call.talking() ? CallCause.ANSWERED : CallCause.NO_ANSWER)));
        } else {
            buttons.add(
                    Parts.primary(button("answer", () -> simulator.answer(call.key()))),
                    button("busy", () -> simulator.end(call.key(), CallCause.BUSY)),
                    button("decline", () -> simulator.end(call.key(), CallCause.DECLINED)),
                    button("noAnswer", () -> simulator.end(call.key(), CallCause.NO_ANSWER)),
                    button("machine", () -> simulator.answer(call.key())),
                    button("wrongNumber", () -> simulator.end(call.key(), CallCause.INVALID_NUMBER)));
        }
        return Parts.row("msg", head, buttons);
    }

    private static Button button(String word, Runnable deed) {
        return new Button(t("demo.phone." + word), click -> Parts.attempt(deed));
    }

    private Component callIn() {
        var errors = new FormErrors();
        var number = errors.add("number", new TextField(t("demo.phone.number")));
        number.setValue("+7 495 000-01-01");
        number.setId("from-number");
        var person = errors.add("person", new ComboBox<Account>(t("demo.phone.person")));
        person.setId("to-person");
        var people = accounts.all().stream().filter(Account::active).toList();
        person.setItems(people);
        person.setItemLabelGenerator(Account::name);
        people.stream().findFirst().ifPresent(person::setValue);
        var call = new Button(
                t("demo.phone.call"),
                click -> errors.attempt(() -> {
                    if (person.getValue() == null) {
                        throw new Refusal("demo.phone.personMissing").at("person");
                    }
                    simulator.callIn(e164(number.getValue()), person.getValue().login());
                }));
        call.setId("call-in");
        return Parts.row("line", number, person, call);
    }

    private Component teach() {
        var errors = new FormErrors();
        var number = errors.add("number", new TextField(t("demo.phone.number")));
        number.setValue("+7 495 000-01-01");
        var does = new Select<Does>();
        does.setLabel(t("demo.phone.does"));
        does.setItems(Does.values());
        does.setItemLabelGenerator(Texts::t);
        does.setValue(Does.ANSWERS);
        var after = new IntegerField(t("demo.phone.after"));
        after.setMin(0);
        after.setMax(LONGEST_WAIT);
        after.setValue(3);
        return Parts.row(
                "line",
                number,
                does,
                after,
                new Button(
                        t("demo.phone.learn"),
                        click -> errors.attempt(() -> {
                            var seconds = after.getValue() == null
                                    ? 0
                                    : Math.min(LONGEST_WAIT, Math.max(0, after.getValue()));
                            simulator.teach(
                                    e164(number.getValue()),
                                    new Reaction(does.getValue(), Duration.ofSeconds(seconds)));
                            Parts.done(t("demo.phone.learnt"));
                        })));
    }

    private String e164(String text) {
        return ContactPoint.phone(text, country)
                .map(ContactPoint::key)
                .orElseThrow(() -> new Refusal("telephony.wrongNumber", text).at("number"));
    }
}
