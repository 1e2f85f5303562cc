package otklik.demo.ui;

import com.vaadin.flow.router.RouteConfiguration;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Opens the client's side and his phone in the demonstration; elsewhere the paths do not exist. */
@Component
@Profile("demo")
class ClientSideRoute implements VaadinServiceInitListener {
    @Override
    public void serviceInit(ServiceInitEvent event) {
        RouteConfiguration.forApplicationScope().setRoute(ClientSideView.PATH, ClientSideView.class);
        RouteConfiguration.forApplicationScope().setRoute(ClientPhoneView.PATH, ClientPhoneView.class);
    }
}
