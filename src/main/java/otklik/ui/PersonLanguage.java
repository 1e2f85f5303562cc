package otklik.ui;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import org.springframework.stereotype.Component;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.CurrentUser;

/** Gives every window of a signed-in person the person's own language before anything is drawn in it, whatever the browser speaks. */
@Component
class PersonLanguage implements VaadinServiceInitListener {
    private final Accounts accounts;

    PersonLanguage(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addUIInitListener(opened -> CurrentUser.login()
                .flatMap(accounts::byLogin)
                .map(Account::language)
                .ifPresent(opened.getUI()::setLocale));
    }
}
