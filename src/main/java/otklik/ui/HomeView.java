package otklik.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.List;
import otklik.security.CurrentUser;
import otklik.security.Role;

/** The root: sends a person to the place where his day begins, the first section of his own. */
@Route(value = "", layout = MainLayout.class)
@PermitAll
class HomeView extends Div implements BeforeEnterObserver {
    private static final int FIRST_SECTION = 20;

    private final transient List<Navigation> lines;

    HomeView(List<Navigation> lines) {
        this.lines = lines;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        lines.stream()
                .filter(line -> line.order() >= FIRST_SECTION && isMine(line))
                .min(Comparator.comparingInt(Navigation::order))
                .or(() -> lines.stream().filter(HomeView::isMine).findFirst())
                .ifPresent(line -> event.forwardTo(line.path()));
    }

    private static boolean isMine(Navigation line) {
        return line.roles().stream().anyMatch((Role role) -> CurrentUser.is(role));
    }
}
