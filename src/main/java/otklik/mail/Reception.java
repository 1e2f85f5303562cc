package otklik.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;
import otklik.engine.Attempts;
import otklik.kernel.ForeignText;
import otklik.kernel.Settings;
import otklik.kernel.Signals;
import otklik.mail.SourceRows.Position;
import otklik.sources.Sources;

/**
 * Takes in a letter: stores it, moves the mark how far the mailbox is read, and tells the others, all in one transaction. A letter that
 * somebody refuses is stored alone and told again later, so that nothing is lost and the next letters do not wait.
 */
@Component
class Reception {
    private static final Logger log = LoggerFactory.getLogger(Reception.class);
    private static final int RETRIES = 5;
    private static final int GROWTH = 4;
    private static final int PROBLEM_LENGTH = 2000;

    private final JdbcClient jdbc;
    private final SourceRows sources;
    private final Sources counted;
    private final Letters letters;
    private final OutgoingLetters outgoing;
    private final LetterStates states;
    private final Attempts attempts;
    private final ApplicationEventPublisher events;
    private final Signals signals;
    private final Clock clock;
    private final String ourAddress;
    private final Duration pause;

    Reception(
            JdbcClient jdbc,
            SourceRows sources,
            Sources counted,
            Letters letters,
            OutgoingLetters outgoing,
            LetterStates states,
            Attempts attempts,
            ApplicationEventPublisher events,
            Signals signals,
            Clock clock,
            Settings settings) {
        this.jdbc = jdbc;
        this.sources = sources;
        this.counted = counted;
        this.letters = letters;
        this.outgoing = outgoing;
        this.states = states;
        this.attempts = attempts;
        this.events = events;
        this.signals = signals;
        this.clock = clock;
        this.ourAddress = settings.mail().address().toLowerCase(Locale.ROOT);
        this.pause = settings.mail().pollInterval();
    }

    /** Takes the letter in, unless it is a repeat or another node was faster. */
    void receive(Position position, long uid, FetchedLetter fetched) {
        var parsed = LetterParser.parse(fetched.raw());
        try {
            attempts.run(() -> store(position, uid, fetched, parsed, null));
            return;
        } catch (RuntimeException refused) {
            log.error("Letter UID {} of {} is parked", uid, position.source(), refused);
            try {
                attempts.run(() -> store(position, uid, fetched, parsed, refused.toString()));
            } catch (org.springframework.dao.DataIntegrityViolationException unfit) {
                // Something in it does not fit the table in spite of all care: keep at least the bytes.
                log.error("Letter UID {} of {} cannot be stored as it is", uid, position.source(), unfit);
                attempts.run(
                        () -> store(position, uid, fetched, LetterParser.unreadable(new byte[0]), unfit.toString()));
            }
        }
        signals.say(Signals.HEALTH);
    }

    /** Tells again what was refused, where the pause is over. */
    void retryParked(String source) {
        long last = 0;
        for (var next = sources.nextParked(source, RETRIES, last);
                next.isPresent();
                next = sources.nextParked(source, RETRIES, last)) {
            last = next.get();
            retry(last);
        }
    }

    private void retry(long id) {
        try {
            attempts.run(() -> {
                if (unpark(id)) {
                    var raw = letters.raw(id).orElse(new byte[0]);
                    announce(
                            letters.find(id).orElseThrow(),
                            LetterParser.parse(raw).bounce());
                }
            });
            log.info("Parked letter {} is handled", id);
        } catch (RuntimeException refusedAgain) {
            log.warn("Letter {} is refused again", id, refusedAgain);
            jdbc.sql(
                            "update received_letter set problem = ?, retries = retries + 1, next_retry_at = current_timestamp"
                                    + " + cast(? as bigint) * power(cast(? as bigint), retries + 1) * interval '0.001' second where id = ?")
                    .params(problem(refusedAgain.toString()), pause.toMillis(), GROWTH, id)
                    .update();
        }
        signals.say(Signals.HEALTH);
    }

    private boolean unpark(long id) {
        return jdbc.sql(
                                "update received_letter set problem = null, next_retry_at = null where id = ? and problem is not null")
                        .param(id)
                        .update()
                == 1;
    }

    private void store(
            Position position, long uid, FetchedLetter fetched, ParsedLetter parsed, @Nullable String problem) {
        var now = sources.lock(position.source());
        if (now.numbering() != position.numbering() || now.lastUid() >= uid) {
            return;
        }
        var fingerprint = LetterParser.fingerprint(fetched.raw(), fetched.truncated(), fetched.size());
        if (isKnown(position.source(), fingerprint)) {
            log.debug("Letter UID {} of {} is a repeat", uid, position.source());
            sources.advance(position, uid);
            counted.count(position.source(), 0, 1);
            return;
        }
        var letter = insert(position, uid, fetched, parsed, fingerprint, problem);
        sources.advance(position, uid);
        if (problem == null) {
            announce(letter, parsed.bounce());
        }
        counted.count(position.source(), 1, 0);
    }

    private void announce(ReceivedLetter letter, ParsedLetter.@Nullable Bounce bounce) {
        var about = bounce == null ? answered(letter) : reported(bounce);
        if (bounce != null && about != null && bounce.failed() && states.bounced(about, bounce.reason())) {
            about = outgoing.byId(about.id()).orElse(about);
        }
        events.publishEvent(new LetterReceived(letter, about));
    }

    private @Nullable OutgoingLetter reported(ParsedLetter.Bounce bounce) {
        var id = bounce.originalMessageId();
        return id == null
                ? null
                : outgoing.byMessageIds(List.of(id)).stream().findFirst().orElse(null);
    }

    /** The nearest letter of ours in the conversation: the one that is answered, else the latest that is named. */
    private @Nullable OutgoingLetter answered(ReceivedLetter letter) {
        var named = new ArrayList<>(letter.references());
        if (letter.inReplyTo() != null) {
            named.add(letter.inReplyTo());
        }
        return outgoing.byMessageIds(named).stream()
                .max(java.util.Comparator.comparingInt(ours -> named.lastIndexOf(ours.messageId())))
                .orElse(null);
    }

    private boolean isKnown(String source, String fingerprint) {
        return jdbc.sql("select count(*) from received_letter where source = ? and fingerprint = ?")
                        .params(source, fingerprint)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private ReceivedLetter insert(
            Position position,
            long uid,
            FetchedLetter fetched,
            ParsedLetter parsed,
            String fingerprint,
            @Nullable String problem) {
        var receivedAt = clock.instant();
        var sentAt = sentAt(parsed, receivedAt);
        var key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                        insert into received_letter
                            (source, folder, uid_validity, numbering, uid, fingerprint, message_id, in_reply_to, message_references,
                             from_address, from_name, subject, text, has_html, kind, sent_at, received_at, truncated, problem,
                             retries, next_retry_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0,
                                current_timestamp + cast(? as bigint) * interval '0.001' second)""")
                .params(
                        position.source(),
                        position.folder(),
                        position.uidValidity(),
                        position.numbering(),
                        uid,
                        fingerprint,
                        parsed.messageId(),
                        parsed.inReplyTo(),
                        String.join("\n", parsed.references()),
                        parsed.fromAddress(),
                        parsed.fromName(),
                        parsed.subject(),
                        fetched.truncated() ? "" : parsed.text(),
                        parsed.html() != null && !fetched.truncated(),
                        kind(parsed).name(),
                        sentAt.atOffset(ZoneOffset.UTC),
                        receivedAt.atOffset(ZoneOffset.UTC),
                        fetched.truncated(),
                        problem == null ? null : problem(problem),
                        problem == null ? null : pause.toMillis())
                .update(key, "id");
        long id = Objects.requireNonNull(key.getKey()).longValue();
        jdbc.sql("insert into letter_source_text (letter_id, raw) values (?, ?)")
                .params(id, fetched.raw())
                .update();
        if (!fetched.truncated()) {
            parsed.attachments().forEach(file -> jdbc.sql(
                            "insert into letter_attachment (letter_id, position, name, type, size) values (?, ?, ?, ?, ?)")
                    .params(id, file.position(), file.name(), file.type(), file.size())
                    .update());
        }
        return letters.find(id).orElseThrow();
    }

    /** Our own letter that comes back to us, by a forwarding or a mistake, must not start a conversation with ourselves. */
    private LetterKind kind(ParsedLetter parsed) {
        var messageId = parsed.messageId();
        var isOurs = messageId != null
                && parsed.fromAddress().equals(ourAddress)
                && !outgoing.byMessageIds(List.of(messageId)).isEmpty();
        return isOurs ? LetterKind.AUTO_REPLY : parsed.kind();
    }

    private static Instant sentAt(ParsedLetter parsed, Instant receivedAt) {
        var sent = parsed.sentAt();
        return sent == null || sent.isAfter(receivedAt) ? receivedAt : sent;
    }

    private static String problem(String text) {
        return ForeignText.cut(ForeignText.oneLine(text), PROBLEM_LENGTH);
    }
}
