package otklik.staff;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import otklik.history.History;
import otklik.security.CurrentUser;
import otklik.security.SecurityChange;

/** Tells in a person's history what was changed about the way in. */
@Component
class SignInHistory {
    private static final int KEY_LENGTH = 64;

    private final History history;

    SignInHistory(History history) {
        this.history = history;
    }

    /** Somebody who is unlocked need not work here: what was typed as a login may be longer than a key. */
    private static String key(String name) {
        return name.length() <= KEY_LENGTH ? name : name.substring(0, KEY_LENGTH);
    }

    @EventListener
    void changed(SecurityChange change) {
        var person = key("employee:" + change.name());
        var told =
                switch (change.kind()) {
                    case SECOND_FACTOR_ON -> new History.Change(person, "secondFactorOn");
                    case SECOND_FACTOR_OFF -> new History.Change(person, "secondFactorOff");
                    case SECOND_FACTOR_RESET -> new History.Change(person, "secondFactorReset");
                    case RECOVERY_CODE_USED -> new History.Change(person, "recoveryCodeUsed");
                    case ACCOUNT_UNLOCKED -> new History.Change(person, "accountUnlocked");
                    case ADDRESS_UNLOCKED -> new History.Change(key("address:" + change.name()), "addressUnlocked");
                    case SESSIONS_ENDED -> new History.Change(person, "sessionsEnded");
                };
        // Between the password and the code nobody is signed in, and yet it is this person.
        history.tell(CurrentUser.login().isPresent() ? told : told.onBehalfOf(change.name()));
    }
}
