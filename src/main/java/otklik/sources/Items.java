package otklik.sources;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;
import otklik.engine.Attempts;
import otklik.kernel.ForeignText;
import otklik.kernel.Signals;

/**
 * What came in by sources other than mail. An item is stored once under its source's own id (E5), cleaned and cut (E7), and told to the
 * others in the same transaction; one that somebody refuses is stored alone and told again later.
 */
@Component
public class Items {
    private static final Logger log = LoggerFactory.getLogger(Items.class);
    private static final int RETRIES = 5;
    private static final int FIRST_PAUSE_MILLIS = 10_000;
    private static final int GROWTH = 4;
    private static final int PROBLEM_LENGTH = 2000;
    private static final int ID_LENGTH = 200;
    private static final int NAME_LENGTH = 200;
    private static final int PHONE_LENGTH = 64;
    private static final int EMAIL_LENGTH = 320;
    private static final int SUBJECT_LENGTH = 500;
    private static final int LINK_LENGTH = 2000;
    private static final int TEXT_LENGTH = 100_000;
    private static final int FIELDS = 50;
    private static final int FIELD_NAME_LENGTH = 100;
    private static final int FIELD_LENGTH = 2000;
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s<>\"(),;:\\\\\\[\\]@]{1,128}@[^\\s<>\"(),;:\\\\\\[\\]@]{1,190}");

    private final JdbcClient jdbc;
    private final SourceTable sources;
    private final Secrets texts;
    private final Attempts attempts;
    private final ApplicationEventPublisher events;
    private final Signals signals;
    private final Clock clock;

    Items(
            JdbcClient jdbc,
            SourceTable sources,
            Secrets texts,
            Attempts attempts,
            ApplicationEventPublisher events,
            Signals signals,
            Clock clock) {
        this.jdbc = jdbc;
        this.sources = sources;
        this.texts = texts;
        this.attempts = attempts;
        this.events = events;
        this.signals = signals;
        this.clock = clock;
    }

    /** What became of a draft. */
    public enum Outcome {
        STORED,
        EDITED,
        REPEAT
    }

    public Optional<ReceivedItem> find(long id) {
        return find(List.of(id)).stream().findFirst();
    }

    /** In the order of their ids; unknown ones are left out. One query. */
    public List<ReceivedItem> find(Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("select * from received_item where id in (:ids) order by id")
                        .param("ids", ids)
                        .query(this::item)
                        .list();
    }

    /** Ids of all revisions of the item, the oldest first. */
    public List<Long> revisionIds(ReceivedItem item) {
        return jdbc.sql("select id from received_item where source = ? and external_id = ? order by revision")
                .params(item.source(), item.externalId())
                .query(Long.class)
                .list();
    }

    /** All revisions of the item, the oldest first; one alone where it was never edited. */
    public List<ReceivedItem> revisions(ReceivedItem item) {
        return jdbc.sql("select * from received_item where source = ? and external_id = ? order by revision")
                .params(item.source(), item.externalId())
                .query(this::item)
                .list();
    }

    /** The bytes as they came. */
    Optional<byte[]> raw(long id) {
        return jdbc.sql("select raw from item_source_text where item_id = ?")
                .param(id)
                .query((row, number) -> row.getBytes("raw"))
                .optional();
    }

    /** Takes an item in, in a transaction of its own. A repeat is counted and not stored. */
    public Outcome receive(Source source, ItemDraft draft) {
        var clean = clean(draft);
        Outcome outcome;
        try {
            outcome = storeOrAgain(source, clean, null);
        } catch (RuntimeException refused) {
            log.error("An item of {} is parked", source.key(), refused);
            outcome = storeOrAgain(source, clean, refused.toString());
            signals.say(Signals.HEALTH);
        }
        sources.succeeded(source.key());
        return outcome;
    }

    /** Two nodes may store the same item at once: the second finds the first one's row at its second attempt. */
    private Outcome storeOrAgain(Source source, ItemDraft draft, @Nullable String problem) {
        try {
            return attempts.inTransaction(() -> store(source, draft, problem));
        } catch (DuplicateKeyException faster) {
            log.debug("The item {} of {} was stored by another", draft.externalId(), source.key());
            return attempts.inTransaction(() -> store(source, draft, problem));
        }
    }

    private Outcome store(Source source, ItemDraft draft, @Nullable String problem) {
        var fingerprint = fingerprint(draft);
        var last = last(source.key(), draft.externalId());
        if (last.filter(known -> known.covers(draft, fingerprint)).isPresent()) {
            sources.count(source.key(), 0, 1);
            return Outcome.REPEAT;
        }
        var revision = last.map(known -> known.revision() + 1).orElse(0);
        var item = insert(source.key(), draft, revision, fingerprint, problem);
        if (problem == null) {
            events.publishEvent(new ItemReceived(item, revision > 0));
        }
        sources.count(source.key(), 1, 0);
        return revision > 0 ? Outcome.EDITED : Outcome.STORED;
    }

    private record Known(int revision, String fingerprint, Instant sentAt) {
        /** Whether the draft tells nothing new: the same words, or an older state that was delivered late. */
        boolean covers(ItemDraft draft, String draftsFingerprint) {
            return !draft.mayEdit()
                    || fingerprint.equals(draftsFingerprint)
                    || draft.sentAt() != null && draft.sentAt().isBefore(sentAt);
        }
    }

    private Optional<Known> last(String source, String externalId) {
        return jdbc.sql(
                        """
                        select revision, fingerprint, sent_at from received_item where source = ? and external_id = ?
                        order by revision desc limit 1""")
                .params(source, externalId)
                .query((row, number) -> new Known(
                        row.getInt("revision"),
                        row.getString("fingerprint"),
                        row.getObject("sent_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    private ReceivedItem insert(
            String source, ItemDraft draft, int revision, String fingerprint, @Nullable String problem) {
        var now = clock.instant();
        var sent = draft.sentAt() == null
                        || draft.sentAt().isAfter(now)
                        || draft.sentAt().isBefore(EARLIEST)
                ? now
                : draft.sentAt();
        var isCut = draft.text().length() > TEXT_LENGTH;
        var key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                        insert into received_item
                            (source, external_id, revision, fingerprint, sender_name, email, phone, chat, company, subject, text, link,
                             fields, sent_at, received_at, truncated, problem, retries, next_retry_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)""")
                .params(
                        source,
                        draft.externalId(),
                        revision,
                        fingerprint,
                        draft.sender().name(),
                        draft.sender().email(),
                        draft.sender().phone(),
                        draft.sender().chat(),
                        draft.sender().company(),
                        draft.subject(),
                        ForeignText.cut(draft.text(), TEXT_LENGTH),
                        draft.link(),
                        texts.write(draft.fields()),
                        SourceTable.utc(sent),
                        SourceTable.utc(now),
                        isCut,
                        problem == null ? null : ForeignText.cut(ForeignText.oneLine(problem), PROBLEM_LENGTH),
                        problem == null ? null : SourceTable.utc(now.plusMillis(FIRST_PAUSE_MILLIS)))
                .update(key, "id");
        long id = Objects.requireNonNull(key.getKey()).longValue();
        jdbc.sql("insert into item_source_text (item_id, raw) values (?, ?)")
                .params(id, draft.raw())
                .update();
        return find(id).orElseThrow();
    }

    /** Tells again what was refused, where the pause is over. */
    void retryParked() {
        long last = 0;
        for (var next = nextParked(last); next.isPresent(); next = nextParked(last)) {
            last = next.get();
            retry(last);
        }
    }

    /** Lets every parked item be told again at the next sweeps, five times from now. */
    void retryParkedFromNow() {
        jdbc.sql("update received_item set retries = 0, next_retry_at = ? where problem is not null")
                .param(SourceTable.utc(clock.instant()))
                .update();
    }

    private Optional<Long> nextParked(long after) {
        return jdbc.sql(
                        """
                        select id from received_item where problem is not null and retries < ? and next_retry_at <= ? and id > ?
                        order by id limit 1""")
                .params(RETRIES, SourceTable.utc(clock.instant()), after)
                .query(Long.class)
                .optional();
    }

    private void retry(long id) {
        try {
            attempts.run(() -> {
                var unparked = jdbc.sql(
                                        "update received_item set problem = null, next_retry_at = null where id = ? and problem is not null")
                                .param(id)
                                .update()
                        == 1;
                if (unparked) {
                    var item = find(id).orElseThrow();
                    events.publishEvent(new ItemReceived(item, item.revision() > 0));
                }
            });
            log.info("Parked item {} is handled", id);
        } catch (RuntimeException refusedAgain) {
            log.warn("Item {} is refused again", id, refusedAgain);
            var retries = jdbc.sql("select retries from received_item where id = ?")
                    .param(id)
                    .query(Integer.class)
                    .single();
            var pause = (long) (FIRST_PAUSE_MILLIS * Math.pow(GROWTH, retries + 1.0));
            jdbc.sql("update received_item set problem = ?, retries = retries + 1, next_retry_at = ? where id = ?")
                    .params(
                            ForeignText.cut(ForeignText.oneLine(refusedAgain.toString()), PROBLEM_LENGTH),
                            SourceTable.utc(clock.instant().plusMillis(pause)),
                            id)
                    .update();
        }
        signals.say(Signals.HEALTH);
    }

    private static ItemDraft clean(ItemDraft draft) {
        var sender = draft.sender();
        var fields = new LinkedHashMap<String, String>();
        draft.fields().entrySet().stream()
                .filter(field -> !field.getValue().isBlank())
                .limit(FIELDS)
                .forEach(field -> fields.put(
                        line(field.getKey(), FIELD_NAME_LENGTH),
                        ForeignText.cut(ForeignText.clean(field.getValue()).strip(), FIELD_LENGTH)));
        return new ItemDraft(
                id(draft.externalId()),
                draft.mayEdit(),
                new ItemDraft.Sender(
                        line(sender.name(), NAME_LENGTH),
                        email(sender.email()),
                        orNull(sender.phone(), PHONE_LENGTH),
                        orNull(sender.chat(), NAME_LENGTH),
                        orNull(sender.company(), NAME_LENGTH)),
                line(draft.subject(), SUBJECT_LENGTH),
                ForeignText.clean(draft.text()).replace("\r\n", "\n").strip(),
                link(draft.link()),
                fields,
                draft.sentAt(),
                draft.raw());
    }

    /** An id that is too long keeps its beginning and is still the only one of its kind. */
    private static String id(String given) {
        var line = ForeignText.oneLine(given);
        return line.length() <= ID_LENGTH && line.equals(given)
                ? line
                : ForeignText.cut(line, ID_LENGTH - 65) + "#" + hash(given);
    }

    private static String line(String text, int length) {
        return ForeignText.cut(ForeignText.oneLine(text), length);
    }

    private static @Nullable String orNull(@Nullable String text, int length) {
        var line = text == null ? "" : line(text, length);
        return line.isEmpty() ? null : line;
    }

    private static @Nullable String email(@Nullable String text) {
        var line = text == null ? "" : ForeignText.oneLine(text).toLowerCase(Locale.ROOT);
        return line.length() <= EMAIL_LENGTH && EMAIL.matcher(line).matches() ? line : null;
    }

    /** Nothing but a page of the web may be clicked. */
    private static @Nullable String link(@Nullable String text) {
        var line = text == null ? "" : ForeignText.oneLine(text);
        try {
            var address = new URI(line);
            var isWeb = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            return isWeb && address.getHost() != null && line.length() <= LINK_LENGTH ? line : null;
        } catch (java.net.URISyntaxException noAddress) {
            return null;
        }
    }

    /** Of the words that a person would read: a service that only adds a field to its call has edited nothing. */
    private static String fingerprint(ItemDraft draft) {
        return hash(String.join("\u0000", draft.subject(), draft.text(), Objects.toString(draft.link(), "")));
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private ReceivedItem item(ResultSet row, int number) throws SQLException {
        return new ReceivedItem(
                row.getLong("id"),
                row.getString("source"),
                row.getString("external_id"),
                row.getInt("revision"),
                row.getString("sender_name"),
                row.getString("email"),
                row.getString("phone"),
                row.getString("chat"),
                row.getString("company"),
                row.getString("subject"),
                row.getString("text"),
                row.getString("link"),
                java.util.Collections.unmodifiableMap(texts.read(row.getString("fields"))),
                row.getObject("sent_at", OffsetDateTime.class).toInstant(),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("truncated"));
    }
}
