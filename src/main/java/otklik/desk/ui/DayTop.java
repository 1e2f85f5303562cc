package otklik.desk.ui;

import com.vaadin.flow.component.Component;
import java.util.Optional;
import otklik.security.CurrentUser;
import otklik.ui.TopPart;

/** Places the state of the person's day above every screen of those who take what comes next. */
@org.springframework.stereotype.Component
class DayTop implements TopPart {
    private final DeskParts parts;

    DayTop(DeskParts parts) {
        this.parts = parts;
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public Optional<Component> part() {
        return CurrentUser.login()
                .flatMap(parts.accounts()::byLogin)
                .filter(account -> !account.workMode().choosesFreely())
                .map(account -> new DayBar(parts, account.login()));
    }
}
