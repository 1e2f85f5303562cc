package otklik.staff;

import org.springframework.stereotype.Service;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.security.TryAs;

/** Looking at the product as an employee sees it, written to the history of the employee (S1.43). */
@Service
public class TryingOut {
    private final Accounts accounts;
    private final Rights rights;
    private final Policy policy;
    private final History history;

    TryingOut(Accounts accounts, Rights rights, Policy policy, History history) {
        this.accounts = accounts;
        this.rights = rights;
        this.policy = policy;
        this.history = history;
    }

    /** Whether the person of this screen may look as this one: he gives rights, and has every right that he would see used. */
    public void begin(String login) {
        policy.require(Section.EMPLOYEES, Action.ASSIGN);
        rights.requireMayManage(login);
        if (accounts.byLogin(login).filter(account -> account.active()).isEmpty()) {
            throw new Refusal("staff.notActive");
        }
        if (CurrentUser.login().map(login::equals).orElse(true)) {
            throw new Refusal("staff.notYourself");
        }
        history.tell(new History.Change("employee:" + login, "triedAs"));
        TryAs.begin(login);
    }

    public void end() {
        var tried = CurrentUser.login();
        var isTrying = CurrentUser.isTrying();
        TryAs.end();
        if (isTrying) {
            tried.ifPresent(login -> history.tell(new History.Change("employee:" + login, "triedAsEnded")));
        }
    }
}
