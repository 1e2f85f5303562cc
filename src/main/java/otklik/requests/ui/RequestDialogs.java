package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.function.Consumer;
import otklik.requests.LostReasons;
import otklik.requests.LostReasons.LostReason;
import otklik.requests.RequestCard;
import otklik.requests.RequestProcess.Outcome;
import otklik.requests.Requests;
import otklik.requests.Splits;
import otklik.requests.ThreadEntry;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Role;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** What is asked before a request is closed, handed over or merged. The act is done by the screen that asks. */
record RequestDialogs(Requests requests, LostReasons lostReasons, Accounts accounts, Act act) {
    private static final int LONGEST_REASON = 400;

    void close(RequestCard request, Outcome outcome) {
        var reason = new ComboBox<LostReason>(t("requests.reason"), lostReasons.all(Texts.locale()));
        reason.setItemLabelGenerator(LostReason::name);
        reason.setRequired(true);
        reason.setVisible(outcome == Outcome.LOST);
        var comment = new TextField(t("requests.close.comment"));
        comment.setMaxLength(LONGEST_REASON);
        Question.ask(
                t(outcome == Outcome.WON ? "requests.close.won.title" : "requests.close.lost.title", request.number()),
                Parts.row("form", reason, comment),
                t("requests.close.confirm"),
                dialog -> {
                    if (outcome == Outcome.LOST && reason.isEmpty()) {
                        reason.setInvalid(true);
                        reason.setErrorMessage(t("requests.reasonMissing"));
                        reason.focus();
                    } else if (act.run(() -> requests.closeByHand(
                            request.number(),
                            outcome,
                            reason.isEmpty() ? null : reason.getValue().key(),
                            comment.getValue()))) {
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

    /** Makes a request of its own of a line; the screen goes there. */
    void split(RequestCard request, ThreadEntry line, Splits splits, Consumer<String> open) {
        var title = new TextField(t("requests.split.name"));
        title.setMaxLength(200);
        title.setValue(request.title());
        var managers = managers();
        managers.setLabel(t("requests.manager"));
        managers.setPlaceholder(t("requests.anybody"));
        managers.setClearButtonVisible(true);
        accounts.byLogin(String.valueOf(request.manager())).ifPresent(managers::setValue);
        Question.ask(
                t("requests.split.title", request.number()),
                Parts.row("form", title, managers),
                t("requests.split"),
                dialog -> {
                    var opened = new String[1];
                    var manager =
                            managers.isEmpty() ? null : managers.getValue().login();
                    if (act.run(
                            () -> opened[0] = splits.split(request.number(), line.id(), title.getValue(), manager))) {
                        dialog.close();
                        open.accept(opened[0]);
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
