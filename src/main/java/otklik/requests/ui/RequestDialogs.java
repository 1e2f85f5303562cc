package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import otklik.requests.RequestCard;
import otklik.requests.RequestProcess.Outcome;
import otklik.requests.Requests;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Role;

/** What is asked before a request is closed, handed over or merged. The act is done by the screen that asks. */
record RequestDialogs(Requests requests, Accounts accounts, Act act) {
    private static final int LONGEST_REASON = 400;

    void close(RequestCard request, Outcome outcome) {
        var reason = new TextField(t("requests.reason"));
        reason.setMaxLength(LONGEST_REASON);
        reason.setRequired(outcome == Outcome.LOST);
        reason.setWidthFull();
        Question.ask(
                t(outcome == Outcome.WON ? "requests.close.won.title" : "requests.close.lost.title", request.number()),
                reason,
                t("requests.close.confirm"),
                dialog -> {
                    if (outcome == Outcome.LOST && reason.isEmpty()) {
                        reason.setInvalid(true);
                        reason.setErrorMessage(t("requests.reasonMissing"));
                        reason.focus();
                    } else if (act.run(() -> requests.closeByHand(request.number(), outcome, reason.getValue()))) {
                        dialog.close();
                    }
                });
    }

    void handOver(RequestCard request) {
        var managers = managers();
        managers.setWidthFull();
        Question.ask(t("requests.handOver.title", request.number()), managers, t("requests.handOver"), dialog -> {
            if (managers.isEmpty()) {
                managers.setInvalid(true);
                managers.setErrorMessage(t("requests.managerMissing"));
            } else if (act.run(() -> requests.handOverByHand(
                    request.number(), managers.getValue().login()))) {
                dialog.close();
            }
        });
    }

    void merge(RequestCard request) {
        var others = new ComboBox<RequestCard>(t("requests.merge.into"));
        others.setItems(ofClient(request).stream()
                .filter(other -> other.status().isOpen() && !other.number().equals(request.number()))
                .filter(other -> requests.allowed(other.number()).contains(Action.CHANGE))
                .toList());
        others.setItemLabelGenerator(other -> other.number() + " · " + other.title());
        others.setHelperText(t("requests.merge.help"));
        others.setWidthFull();
        Question.ask(t("requests.merge.title", request.number()), others, t("requests.merge"), dialog -> {
            if (others.isEmpty()) {
                others.setInvalid(true);
                others.setErrorMessage(t("requests.merge.missing"));
            } else if (act.run(
                    () -> requests.merge(request.number(), others.getValue().number()))) {
                dialog.close();
            }
        });
    }

    ComboBox<Account> managers() {
        var managers = new ComboBox<Account>();
        managers.setPlaceholder(t("requests.newManager"));
        managers.setAriaLabel(t("requests.newManager"));
        managers.setItems(accounts.with(Role.MANAGER));
        managers.setItemLabelGenerator(Account::name);
        return managers;
    }

    /** All requests of the client, this one among them. */
    List<RequestCard> ofClient(RequestCard request) {
        return request.person() == null ? List.of() : requests.ofClient(String.valueOf(request.person()));
    }
}
