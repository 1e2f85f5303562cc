package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.VaadinServletRequest;
import java.util.Arrays;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.SecondFactors;
import otklik.security.Sessions;
import otklik.security.SignInLog;
import otklik.ui.Parts;
import otklik.ui.PersonMenu;
import otklik.ui.Texts;

/** What a person does for the safety of the own account: second factor, last sign-ins, the end of sessions elsewhere. */
@org.springframework.stereotype.Component
class SecurityMenu implements PersonMenu {
    private static final int LAST_SIGN_INS = 8;

    private final Accounts accounts;
    private final SecondFactors factors;
    private final SignInLog log;
    private final Sessions sessions;
    private final Texts texts;

    SecurityMenu(Accounts accounts, SecondFactors factors, SignInLog log, Sessions sessions, Texts texts) {
        this.accounts = accounts;
        this.factors = factors;
        this.log = log;
        this.sessions = sessions;
        this.texts = texts;
    }

    @Override
    public String title() {
        return "staff.security";
    }

    @Override
    public void open(String login) {
        accounts.byLogin(login).ifPresent(account -> {
            var dialog = new Dialog();
            dialog.setHeaderTitle(t("staff.security"));
            dialog.setWidth("560px");
            var close = new Button(t("ui.close"), click -> dialog.close());
            dialog.getFooter().add(close);
            show(dialog, account);
            dialog.open();
        });
    }

    private void show(Dialog dialog, Account account) {
        dialog.removeAll();
        dialog.add(Parts.row(
                "column",
                new H2(t("staff.secondFactor")),
                secondFactor(dialog, account),
                new H2(t("staff.lastSignIns")),
                lastSignIns(account.login()),
                new Div(new Button(t("staff.endOthers"), click -> {
                    sessions.endOthers(
                            account.login(), VaadinServletRequest.getCurrent().getSession());
                    Parts.done(t("staff.endOthers.done"));
                }))));
    }

    private Component secondFactor(Dialog dialog, Account account) {
        if (!factors.isOn(account.login())) {
            var setUp = new Button(t("staff.secondFactor.setUp"), click -> {
                dialog.removeAll();
                dialog.add(new SecondFactorSetUp(factors, account.login(), () -> {}, () -> show(dialog, account)));
            });
            setUp.setId("set-up");
            return Parts.row("form", new Span(t("staff.secondFactor.none")), new Div(setUp));
        }
        var state = Parts.row(
                "line",
                Parts.tag(Parts.Tone.OK, t("staff.secondFactor.on")),
                Parts.text("muted", t("staff.recovery.left", factors.recoveryCodesLeft(account.login()))));
        if (factors.isRequired(account)) {
            return Parts.row("form", state, Parts.text("muted", t("staff.secondFactor.stays")));
        }
        var code = new CodeField("off-code", t("staff.code"));
        code.setHelperText(t("staff.code.help"));
        var off = new Button(t("staff.secondFactor.switchOff"), click -> {
            if (Parts.attempt(() -> factors.switchOff(account, code.getValue()))) {
                Parts.done(t("staff.secondFactor.switchedOff"));
                show(dialog, account);
            }
        });
        return Parts.row("form", state, code, new Div(off));
    }

    private Component lastSignIns(String login) {
        var events = log.list(login, null, 0, LAST_SIGN_INS);
        if (events.isEmpty()) {
            return new Paragraph(t("staff.lastSignIns.none"));
        }
        var table = new NativeTable();
        table.addClassName("plain");
        var head = new NativeTableRow();
        Arrays.asList(
                        t("staff.signIns.when"),
                        t("staff.signIns.outcome"),
                        t("staff.signIns.address"),
                        t("staff.signIns.browser"))
                .forEach(word -> head.add(new NativeTableHeaderCell(word)));
        var body = new NativeTableBody();
        events.forEach(event -> {
            var row = new NativeTableRow();
            row.add(
                    new NativeTableCell(Parts.moment(texts, event.at())),
                    new NativeTableCell(SignInsView.outcome(event)),
                    new NativeTableCell(new Span(event.address())),
                    new NativeTableCell(new Span(event.browser())));
            body.add(row);
        });
        table.add(new NativeTableHeader(head), body);
        return table;
    }
}
