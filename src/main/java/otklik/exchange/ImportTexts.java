package otklik.exchange;

import java.util.Locale;
import org.springframework.stereotype.Component;
import otklik.batches.Batch;
import otklik.kernel.Refusal;
import otklik.security.Accounts;

/** Words for the results of rows, in the language of the person who asked for them. */
@Component
class ImportTexts {
    private final Accounts accounts;

    ImportTexts(Accounts accounts) {
        this.accounts = accounts;
    }

    Locale of(String login) {
        return accounts.byLogin(login).map(account -> account.language()).orElse(Locale.ENGLISH);
    }

    String say(Batch batch, String key, Object... arguments) {
        return Refusal.text("exchange." + key, of(batch.owner()), arguments);
    }
}
