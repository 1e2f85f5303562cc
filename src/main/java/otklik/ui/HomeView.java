package otklik.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.List;
import otklik.security.Accounts;
import otklik.security.CurrentUser;
import otklik.security.Policy;

/** The root: sends a person to the place where his day begins, the first section of his own. */
@Route(value = "", layout = MainLayout.class)
@PermitAll
class HomeView extends Div implements BeforeEnterObserver {
    private final transient List<Navigation> lines;
    private final transient Accounts accounts;
    private final transient Policy policy;

    HomeView(List<Navigation> lines, Accounts accounts, Policy policy) {
        this.lines = lines;
        this.accounts = accounts;
        this.policy = policy;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        lines.stream()
                .filter(line -> line.mayBeginDay() && isMine(line))
                .min(Comparator.comparingInt(Navigation::order))
                .or(() -> lines.stream().filter(this::isMine).findFirst())
                .ifPresent(line -> event.forwardTo(line.path()));
    }

    private boolean isMine(Navigation line) {
        return Screens.mayOpen(line.path(), policy)
                && CurrentUser.login()
                        .flatMap(accounts::byLogin)
                        .filter(line::isFor)
                        .isPresent();
    }
}
