package otklik.mail.process;

import java.util.AbstractMap;
import org.springframework.stereotype.Component;
import otklik.engine.Processes;
import otklik.mail.OutgoingLetter;
import otklik.mail.UndeliveredLetterProcess;
import otklik.security.Account;
import otklik.security.Accounts;

/** The door of the process {@code undelivered-letter}. */
@Component
class UndeliveredLetters implements UndeliveredLetterProcess {
    private final Processes processes;
    private final Accounts accounts;

    UndeliveredLetters(Processes processes, Accounts accounts) {
        this.processes = processes;
        this.accounts = accounts;
    }

    @Override
    public void start(OutgoingLetter letter) {
        // A letter of the system has no author, and an author may have left; the variable is set all the same, since
        // the
        // diagram reads it.
        var author = letter.author();
        var isThere = author != null
                && accounts.byLogin(author).filter(Account::active).isPresent();
        processes.start(
                UndeliveredLetter.KEY,
                letter.number(),
                new AbstractMap.SimpleEntry<>(UndeliveredLetter.RESPONSIBLE.name(), isThere ? author : null));
    }
}
