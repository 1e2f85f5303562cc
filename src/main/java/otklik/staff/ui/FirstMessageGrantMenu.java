package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.staff.FirstMessageGrants;
import otklik.staff.FirstMessageGrants.Channel;
import otklik.ui.Parts;
import otklik.ui.PersonMenu;
import otklik.ui.Texts;

/** Where a manager says which operators may write the first message in his name, by what channel and until when (S0.23). */
@Component
class FirstMessageGrantMenu implements PersonMenu {
    private final Accounts accounts;
    private final Policy policy;
    private final FirstMessageGrants grants;
    private final Texts texts;
    private final Clock clock;

    FirstMessageGrantMenu(Accounts accounts, Policy policy, FirstMessageGrants grants, Texts texts, Clock clock) {
        this.accounts = accounts;
        this.policy = policy;
        this.grants = grants;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public String title() {
        return "staff.grants.title";
    }

    @Override
    public Section section() {
        return Section.REQUESTS;
    }

    @Override
    public Action action() {
        return Action.TAKE;
    }

    @Override
    public void open(String login) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(t("staff.grants.title"));
        dialog.setWidth("620px");
        var list = new Div();
        list.addClassName("grants");
        show(list, login);
        dialog.add(new Paragraph(t("staff.grants.text")), list, form(list, login));
        dialog.getFooter().add(new Button(t("ui.close"), click -> dialog.close()));
        dialog.open();
    }

    private void show(Div list, String login) {
        list.removeAll();
        var held = grants.of(login);
        if (held.isEmpty()) {
            list.add(Parts.text("muted", t("staff.grants.none")));
        }
        for (var grant : held) {
            var channel = grant.channel();
            var until = grant.until();
            var revoke = new Button(
                    t("staff.grants.revoke"),
                    click -> Parts.attempt(() -> {
                        grants.revoke(grant.id());
                        show(list, login);
                        Parts.done(t("staff.grants.revoked", accounts.nameOf(grant.operator())));
                    }));
            revoke.setAriaLabel(t("staff.grants.revokeFrom", accounts.nameOf(grant.operator())));
            list.add(Parts.row(
                    "line",
                    new Span(accounts.nameOf(grant.operator())),
                    Parts.text("muted", channel == null ? t("staff.grants.anyChannel") : t(channel)),
                    Parts.text(
                            "muted",
                            until == null
                                    ? t("staff.grants.untilRevoked")
                                    : t("staff.grants.until", texts.moment(until))),
                    Parts.row("grow"),
                    revoke));
        }
    }

    private Div form(Div list, String login) {
        var operator = new ComboBox<Account>(t("staff.grants.operator"));
        operator.setItems(accounts.all().stream()
                .filter(account -> !account.login().equals(login))
                .filter(account -> policy.may(account.login(), Section.INBOX, Action.CHANGE))
                .toList());
        operator.setItemLabelGenerator(Account::name);
        var channel = new Select<Channel>();
        channel.setLabel(t("staff.grants.channel"));
        channel.setItems(Channel.values());
        channel.setEmptySelectionAllowed(true);
        channel.setEmptySelectionCaption(t("staff.grants.anyChannel"));
        channel.setItemLabelGenerator(value -> value == null ? t("staff.grants.anyChannel") : t(value));
        var zone = accounts.byLogin(login).orElseThrow().zone();
        var until = new DateTimePicker(t("staff.grants.untilLabel"));
        until.setStep(Duration.ofMinutes(30));
        until.setLocale(Texts.locale());
        until.setHelperText(t("staff.grants.untilHelp"));
        until.setMin(clock.instant().atZone(zone).toLocalDateTime());
        var allow = Parts.primary(Parts.button(t("staff.grants.allow"), "Ctrl+Enter", "Ctrl ↵", () -> {
            operator.setInvalid(operator.isEmpty());
            operator.setErrorMessage(t("staff.grants.operatorMissing"));
            if (operator.isEmpty() || until.isInvalid()) {
                return;
            }
            var chosen = operator.getValue();
            var moment = until.getValue();
            try {
                grants.grant(
                        login,
                        chosen.login(),
                        channel.getValue(),
                        moment == null ? null : moment.atZone(zone).toInstant());
            } catch (Refusal refusal) {
                var isUntil = refusal.field().equals("until");
                until.setInvalid(isUntil);
                until.setErrorMessage(refusal.in(Texts.locale()));
                operator.setInvalid(!isUntil);
                operator.setErrorMessage(refusal.in(Texts.locale()));
                return;
            }
            operator.clear();
            until.clear();
            show(list, login);
            Parts.done(t("staff.grants.saved"));
        }));
        return Parts.row("form", operator, channel, until, allow);
    }
}
