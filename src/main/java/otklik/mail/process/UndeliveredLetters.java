package otklik.mail.process;

import java.util.AbstractMap;
import org.springframework.stereotype.Component;
import otklik.engine.Processes;
import otklik.mail.OutgoingLetter;
import otklik.mail.UndeliveredLetterProcess;

/** The door of the process {@code undelivered-letter}. */
@Component
class UndeliveredLetters implements UndeliveredLetterProcess {
    private final Processes processes;

    UndeliveredLetters(Processes processes) {
        this.processes = processes;
    }

    @Override
    public void start(OutgoingLetter letter) {
        // A letter of the system has no author; the variable is set all the same, since the diagram reads it.
        processes.start(
                UndeliveredLetter.KEY,
                letter.number(),
                new AbstractMap.SimpleEntry<>(UndeliveredLetter.RESPONSIBLE.name(), letter.author()));
    }
}
