package otklik.telephony.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import otklik.kernel.Signals;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Needs;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.telephony.PhoneProvider;
import otklik.telephony.TelephonySettings;
import otklik.ui.FormErrors;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** Who makes the calls, how each provider is reached and how it is, and whose extension is whose. */
@Route(value = TelephonyView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(Section.SYSTEM)
class TelephonyView extends Div implements HasDynamicTitle {
    static final String PATH = "settings/telephony";

    private final transient TelephonySettings settings;
    private final transient Accounts accounts;
    private final transient Texts texts;
    private final boolean mayChange;
    private final Map<String, Div> heads = new HashMap<>();

    TelephonyView(TelephonySettings settings, Accounts accounts, Policy policy, Texts texts, Signals signals) {
        this.settings = settings;
        this.accounts = accounts;
        this.texts = texts;
        this.mayChange = policy.may(Section.SYSTEM, Action.CHANGE);
        addClassNames("page", "one");
        var column = Parts.row("column");
        column.addClassName("settings");
        column.add(new H1(t("telephony.title")), Parts.text("muted", t("telephony.intro")));
        settings.cards().forEach(card -> column.add(provider(card)));
        column.add(extensions());
        add(column);
        Live.refresh(this, signals, Set.of(Signals.HEALTH), this::showHeads);
    }

    @Override
    public String getPageTitle() {
        return t("telephony.title") + " · " + t("ui.name");
    }

    /** What is typed stays when the health changes. */
    private void showHeads() {
        settings.cards().forEach(card -> {
            var head = heads.get(card.key());
            if (head != null) {
                showHead(head, card);
            }
        });
    }

    private void showHead(Div head, TelephonySettings.Card card) {
        head.removeAll();
        head.add(new H2(name(card.key())));
        if (card.isActive()) {
            head.add(Parts.tag(Parts.Tone.OK, t("telephony.active")));
        }
        card.state().ifPresent(state -> {
            var tag = Parts.tag(
                    state.isWell() ? Parts.Tone.OK : Parts.Tone.LATE,
                    t(state.isWell() ? "telephony.well" : "telephony.ill"));
            tag.setTitle(state.words() + " · " + texts.fullMoment(state.at()));
            head.add(tag);
        });
        head.add(Parts.row("grow"));
        if (mayChange && !card.isActive()) {
            head.add(new Button(t("telephony.choose"), click -> {
                if (Parts.attempt(() -> settings.choose(card.key()))) {
                    Parts.done(t("telephony.chosen", name(card.key())));
                    showHeads();
                }
            }));
        }
    }

    private static String name(String key) {
        return t("telephony.provider." + key);
    }

    private Div provider(TelephonySettings.Card card) {
        var head = Parts.row("head");
        heads.put(card.key(), head);
        showHead(head, card);
        var errors = new FormErrors();
        var values = new LinkedHashMap<String, Supplier<String>>();
        var body = Parts.row("body", Parts.text("muted", t("telephony.provider." + card.key() + ".hint")));
        if (!card.fields().isEmpty()) {
            var fields = Parts.row("fields");
            card.fields().forEach(field -> fields.add(field(card, field, errors, values)));
            body.add(fields);
        }
        var part = Parts.row("card", head, body);
        part.setId("provider-" + card.key());
        if (mayChange) {
            var address = Parts.row("stack");
            showAddress(address, card.key());
            body.add(address);
            part.add(foot(card, errors, values, address));
        }
        return part;
    }

    private void showAddress(Div part, String key) {
        part.removeAll();
        settings.eventAddress(key).ifPresent(address -> {
            var field = new TextField(t("telephony.eventAddress"));
            field.setHelperText(t("telephony.eventAddress.hint"));
            field.setReadOnly(true);
            field.setWidthFull();
            field.setValue(address);
            part.add(field);
        });
    }

    private Div foot(
            TelephonySettings.Card card, FormErrors errors, Map<String, Supplier<String>> values, Div address) {
        var foot = Parts.row("foot");
        if (!card.fields().isEmpty()) {
            foot.add(Parts.primary(new Button(t("ui.save"), click -> {
                if (errors.attempt(() -> settings.change(card.key(), typed(values)))) {
                    Parts.done(t("telephony.saved"));
                    showAddress(address, card.key());
                }
            })));
        }
        foot.add(new Button(
                t("telephony.test"), click -> errors.attempt(() -> say(settings.test(card.key(), typed(values))))));
        if (settings.canConnect(card.key())) {
            foot.add(new Button(
                    t("telephony.connect"), click -> errors.attempt(() -> say(settings.connect(card.key())))));
        }
        return foot;
    }

    private static void say(PhoneProvider.Health found) {
        var words = found.words().in(Texts.locale());
        if (found.isWell()) {
            Parts.done(words);
        } else {
            Parts.failed(words);
        }
    }

    private static Map<String, String> typed(Map<String, Supplier<String>> values) {
        var typed = new HashMap<String, String>();
        values.forEach((name, value) -> typed.put(name, value.get()));
        return typed;
    }

    private Component field(
            TelephonySettings.Card card,
            PhoneProvider.Field field,
            FormErrors errors,
            Map<String, Supplier<String>> values) {
        var key = "telephony.field." + card.key() + "." + field.name();
        if (field.type() == PhoneProvider.Type.SECRET) {
            var isThere = card.secrets().contains(field.name());
            var input = new PasswordField(t(key));
            input.setAutocomplete(com.vaadin.flow.component.textfield.Autocomplete.NEW_PASSWORD);
            input.setPlaceholder(t(isThere ? "telephony.secret.there" : "telephony.secret.none"));
            input.setRequiredIndicatorVisible(field.required() && !isThere);
            return keep(input, field, "", key, errors, values);
        }
        var input = new TextField(t(key));
        input.setRequiredIndicatorVisible(field.required());
        if (field.type() == PhoneProvider.Type.NUMBER) {
            input.setAllowedCharPattern("[0-9]");
        }
        return keep(input, field, card.values().getOrDefault(field.name(), ""), key, errors, values);
    }

    private <F extends Component & HasValidation & HasValue<?, String> & com.vaadin.flow.component.HasHelper> F keep(
            F input,
            PhoneProvider.Field field,
            String value,
            String key,
            FormErrors errors,
            Map<String, Supplier<String>> values) {
        Texts.maybe(key + ".hint").ifPresent(input::setHelperText);
        input.getElement().setAttribute("data-field", field.name());
        errors.add(field.name(), input);
        input.setValue(value);
        values.put(field.name(), input::getValue);
        input.setReadOnly(!mayChange);
        return input;
    }

    private Div extensions() {
        var known = new HashMap<>(settings.extensions());
        var search = new TextField();
        search.setPlaceholder(t("telephony.extensions.search"));
        search.setAriaLabel(t("telephony.extensions.search"));
        search.setClearButtonVisible(true);
        var grid = new Grid<Account>();
        grid.addClassNames("list", "columns");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setHeight("360px");
        grid.getElement().setAttribute("aria-label", t("telephony.extensions"));
        grid.addColumn(Account::name).setHeader(t("telephony.person")).setFlexGrow(1);
        grid.addColumn(new ComponentRenderer<>(person -> extension(person, known)))
                .setHeader(t("telephony.extension"))
                .setFlexGrow(1);
        var people =
                grid.setItems(accounts.all().stream().filter(Account::active).toList());
        search.setValueChangeMode(com.vaadin.flow.data.value.ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> people.setFilter(person -> (person.name() + " " + person.login())
                .toLowerCase(Texts.RUSSIAN)
                .contains(change.getValue().toLowerCase(Texts.RUSSIAN))));
        return Parts.row(
                "card",
                Parts.row("head", new H2(t("telephony.extensions")), Parts.row("grow"), search),
                Parts.row("body", Parts.text("muted", t("telephony.extensions.hint")), grid));
    }

    private Component extension(Account person, Map<String, String> known) {
        var value = known.getOrDefault(person.login(), "");
        if (!mayChange) {
            return new Span(value);
        }
        var errors = new FormErrors();
        var input = errors.add("extension", new TextField());
        input.setAriaLabel(t("telephony.extension.of", person.name()));
        input.setValue(value);
        input.addValueChangeListener(change -> {
            if (change.isFromClient() && errors.attempt(() -> settings.extension(person.login(), change.getValue()))) {
                known.put(person.login(), change.getValue());
                Parts.done(t("telephony.saved"));
            }
        });
        return input;
    }
}
