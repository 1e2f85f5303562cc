package otklik.staff;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;
import otklik.engine.Attempts;
import otklik.history.History;

/**
 * Letters for people who have forgotten their password. A stranger learns nothing by asking: the answer is always the same and comes before
 * anybody is looked up, since the looking up is done later by a task of its own.
 */
@Service
public class PasswordResets {
    /** How long the link works. */
    public static final Duration LINK_LIFE = Duration.ofHours(1);
    /** The most letters a person is sent in an hour. */
    static final int MOST_LETTERS = 3;

    static final TaskDescriptor<String> TASK = TaskDescriptor.of("password-reset", String.class);
    private static final int LONGEST = 320;

    private final SchedulerClient scheduler;
    private final ActivationTokens tokens;
    private final StaffLetters letters;
    private final History history;
    private final Attempts attempts;
    private final Clock clock;

    PasswordResets(
            @Lazy SchedulerClient scheduler,
            ActivationTokens tokens,
            StaffLetters letters,
            History history,
            Attempts attempts,
            Clock clock) {
        this.scheduler = scheduler;
        this.tokens = tokens;
        this.letters = letters;
        this.history = history;
        this.attempts = attempts;
        this.clock = clock;
    }

    /** Has a letter sent to whoever has this login or mail, if anybody has; what was asked is not looked at here. */
    public void ask(String loginOrMail) {
        var asked = loginOrMail.strip().toLowerCase(Locale.ROOT);
        var entry = asked.substring(0, Math.min(LONGEST, asked.length()));
        // The same question that waits already is not put down twice.
        var id = UUID.nameUUIDFromBytes(entry.getBytes(StandardCharsets.UTF_8)).toString();
        scheduler.scheduleIfNotExists(TASK.instance(id).data(entry).scheduledTo(clock.instant()));
    }

    /** Sends the letter, unless the person has had enough of them within the hour. */
    void send(String loginOrMail) {
        attempts.run(() -> tokens.findActive(loginOrMail).flatMap(tokens::lock).ifPresent(person -> {
            var since = clock.instant().minus(Duration.ofHours(1));
            if (person.state() == EmployeeState.ACTIVE
                    && tokens.countSince(person.id(), LinkPurpose.RESET, since) < MOST_LETTERS) {
                var letter = letters.post(person, LinkPurpose.RESET, LINK_LIFE);
                history.tell(new History.Change(Employees.caseKey(person.login()), "passwordResetLetter")
                        .because(person.email() + " (" + letter + ")"));
            }
        }));
    }
}
