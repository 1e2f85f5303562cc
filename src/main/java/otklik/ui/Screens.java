package otklik.ui;

import com.vaadin.flow.router.RouteConfiguration;
import otklik.security.Needs;
import otklik.security.Policy;

/** Which screens the person of this screen may open: the same answer as opening one gives. */
final class Screens {
    private Screens() {}

    /** Whether the screen at the path may be opened; false where there is none. */
    static boolean mayOpen(String path, Policy policy) {
        return RouteConfiguration.forSessionScope()
                .getRoute(path)
                .map(screen -> screen.getAnnotation(Needs.class))
                .map(needs -> policy.may(needs.value(), needs.action()))
                .orElseGet(() ->
                        RouteConfiguration.forSessionScope().getRoute(path).isPresent());
    }
}
