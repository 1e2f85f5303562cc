package otklik.desk.ui;

import java.util.Set;
import org.springframework.stereotype.Component;
import otklik.security.Account;
import otklik.ui.Navigation;
import otklik.work.WorkItems;

/** The first line of the side bar for people who take what comes next; their day begins there. */
@Component
class DeskNavigation implements Navigation {
    private static final int FIRST = 5;

    private final WorkItems work;

    DeskNavigation(WorkItems work) {
        this.work = work;
    }

    @Override
    public String path() {
        return DeskView.PATH;
    }

    @Override
    public String title() {
        return "desk.title";
    }

    @Override
    public int order() {
        return FIRST;
    }

    @Override
    public int count(String login, Set<String> groups) {
        return work.countMine(login);
    }

    @Override
    public boolean isFor(Account account) {
        return !account.workMode().choosesFreely();
    }

    @Override
    public boolean mayBeginDay() {
        return true;
    }
}
