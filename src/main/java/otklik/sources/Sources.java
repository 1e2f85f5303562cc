package otklik.sources;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import otklik.engine.Attempts;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * The sources of messages, for those with rights in the section "system": looking, adding, changing, pausing, trying out. Each change is a
 * line of history under {@code source:<key>}, without the secrets. Anybody else is refused; steps of the program are not asked.
 */
@Service
public class Sources {
    static final String CASE = "source:";
    private static final int NAME_LENGTH = 120;
    private static final int SETTING_LENGTH = 10_000;
    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]{1,31}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final SourceTable table;
    private final ObjectProvider<SourceKind> kinds;
    private final SourceLooks looks;
    private final Items items;
    private final Policy policy;
    private final History history;
    private final Attempts attempts;
    private final Signals signals;
    private final Locale language;

    Sources(
            SourceTable table,
            ObjectProvider<SourceKind> kinds,
            SourceLooks looks,
            Items items,
            Policy policy,
            History history,
            Attempts attempts,
            Signals signals,
            Settings settings) {
        this.table = table;
        this.kinds = kinds;
        this.looks = looks;
        this.items = items;
        this.policy = policy;
        this.history = history;
        this.attempts = attempts;
        this.signals = signals;
        this.language = settings.language();
    }

    /** All sources by their names, with how they are. A fixed number of queries. */
    public List<SourceCard> all() {
        policy.require(Section.SYSTEM, Action.VIEW);
        return cards();
    }

    private List<SourceCard> cards() {
        var parked = new HashMap<String, Long>();
        kinds.stream().forEach(kind -> parked.putAll(kind.parked()));
        return table.cards().stream()
                .map(card -> card.withParked(parked.getOrDefault(card.key(), 0L)))
                .toList();
    }

    public Optional<SourceCard> find(String key) {
        return all().stream().filter(card -> card.key().equals(key)).findFirst();
    }

    /** What people call the sources, by their keys; for everybody who reads messages. One query. */
    public Map<String, String> names() {
        return table.names();
    }

    /** How many sources fail or have parked items; for counters. */
    public int troubles() {
        return (int) cards().stream()
                .filter(card -> card.state() == SourceState.FAILS || card.parked() > 0)
                .count();
    }

    /** The kinds that can be added here, in the order of their keys. */
    public List<SourceKind> kinds() {
        return kinds.stream()
                .sorted(java.util.Comparator.comparing(SourceKind::key))
                .toList();
    }

    /** The kind of a source; empty where that part of the program is switched off. */
    public Optional<SourceKind> kind(String key) {
        return kinds.stream().filter(kind -> kind.key().equals(key)).findFirst();
    }

    /**
     * Adds a source.
     *
     * @param settings by the fields of the kind; what is missing has the field's default
     * @throws Refusal with the field that is wrong
     */
    public void add(String key, String kind, String name, Map<String, String> settings) {
        policy.require(Section.SYSTEM, Action.CHANGE);
        if (!KEY.matcher(key).matches()) {
            throw new Refusal("sources.wrongKey").at("key");
        }
        var found = kind(kind).orElseThrow(() -> new Refusal("sources.unknownKind", kind));
        var checked = checked(found, key, settings, Map.of());
        attempts.run(() -> {
            if (!table.insert(key, kind, named(name), open(found, checked), hidden(found, checked))) {
                throw new Refusal("sources.keyTaken", key).at("key");
            }
            history.tell(new History.Change(CASE + key, "sourceAdded").from(null, name.strip()));
            signals.say(Signals.HEALTH);
        });
    }

    /**
     * Changes a source; it begins anew with its new settings.
     *
     * @param settings all fields; a secret that is empty stays as it is
     * @param version that the person has seen
     * @throws Refusal with the field that is wrong, or when somebody else has changed it meanwhile
     */
    public void change(String key, String name, Map<String, String> settings, long version) {
        policy.require(Section.SYSTEM, Action.CHANGE);
        attempts.run(() -> {
            var before = require(key);
            var kind = kind(before.kind()).orElseThrow(() -> new Refusal("sources.unknownKind", before.kind()));
            var checked = checked(kind, key, settings, before.settings());
            if (!table.update(key, version, named(name), open(kind, checked), hidden(kind, checked))) {
                throw new Refusal("sources.changedMeanwhile", before.name());
            }
            history.tell(new History.Change(CASE + key, "sourceChanged")
                    .from(before.name(), name.strip())
                    .because(changes(kind, before.settings(), checked)));
            signals.say(Signals.HEALTH);
        });
    }

    public void pause(String key) {
        setPaused(key, true);
    }

    public void resume(String key) {
        setPaused(key, false);
    }

    private void setPaused(String key, boolean paused) {
        policy.require(Section.SYSTEM, Action.CHANGE);
        attempts.run(() -> {
            require(key);
            if (table.pause(key, paused)) {
                history.tell(new History.Change(CASE + key, paused ? "sourcePaused" : "sourceResumed"));
                signals.say(Signals.HEALTH);
            }
        });
    }

    /** Takes away a source that has never brought anything; one that has can only be paused. */
    public void remove(String key) {
        policy.require(Section.SYSTEM, Action.CHANGE);
        attempts.run(() -> {
            var source = require(key);
            if (!table.delete(key)) {
                throw new Refusal("sources.hasBrought", source.name());
            }
            history.tell(new History.Change(CASE + key, "sourceRemoved").from(source.name(), null));
            signals.say(Signals.HEALTH);
        });
    }

    /**
     * Tries settings out without keeping them, on this thread; up to half a minute.
     *
     * @param key of the source whose secrets stand for those that are empty; null for a new one
     * @return what was found
     * @throws Refusal when it does not work, with the reason
     */
    public SourceKind.Words test(@Nullable String key, String kind, Map<String, String> settings) {
        policy.require(Section.SYSTEM, Action.CHANGE);
        var known = key == null
                ? Optional.<Source>empty()
                : table.find(key).filter(source -> source.kind().equals(kind));
        var found = kind(kind).orElseThrow(() -> new Refusal("sources.unknownKind", kind));
        var checked = checked(
                found,
                key == null ? "" : key,
                settings,
                known.map(Source::settings).orElse(Map.of()));
        return test(found, new Source(key == null ? "" : key, kind, "", checked, false, null));
    }

    /** Tries a source out as it stands. */
    public SourceKind.Words test(String key) {
        policy.require(Section.SYSTEM, Action.CHANGE);
        var source = require(key);
        var kind = kind(source.kind()).orElseThrow(() -> new Refusal("sources.unknownKind", source.kind()));
        return test(kind, source);
    }

    private static SourceKind.Words test(SourceKind kind, Source source) {
        try {
            return kind.test(source);
        } catch (Refusal refusal) {
            throw refusal;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Refusal("sources.testFailed", SourceLooks.describe(stopped));
        } catch (Exception failure) {
            throw new Refusal("sources.testFailed", SourceLooks.describe(failure));
        }
    }

    /** Looks into a source on this thread; false where it is paused or another node is looking. Not to be called within a transaction. */
    boolean lookNow(String key) {
        return looks.lookNow(key);
    }

    /** Lets parked items be told again at the next sweep, five times from now. */
    public void retryParked() {
        policy.require(Section.SYSTEM, Action.CHANGE);
        items.retryParkedFromNow();
        kinds.stream().forEach(SourceKind::retryParked);
    }

    /** A source with its secrets, for the kind itself. */
    public Optional<Source> source(String key) {
        return table.find(key);
    }

    public List<Source> ofKind(String kind) {
        return table.ofKind(kind);
    }

    /** Makes sure that a source which belongs to the installation is there; an existing one stays as it is. */
    public void ensure(String key, String kind, String name, Map<String, String> settings) {
        table.insert(key, kind, name, settings, Map.of());
    }

    /** For kinds that store by themselves: so much has come in today. The last call of a transaction. */
    public void count(String key, long stored, long repeats) {
        table.count(key, stored, repeats);
    }

    /** For kinds that are called: the call has shown that the source works. */
    public void succeeded(String key) {
        table.succeeded(key);
    }

    /** For kinds that are called: a call was refused for the caller's own mistake, in the company's language. */
    public void refused(String key, Refusal reason) {
        table.refused(key, reason.in(language));
    }

    private Source require(String key) {
        return table.find(key).orElseThrow(() -> new Refusal("sources.notThere", key));
    }

    private static String named(String name) {
        var stripped = name.strip();
        if (stripped.isEmpty() || stripped.length() > NAME_LENGTH) {
            throw new Refusal("sources.wrongName", NAME_LENGTH).at("name");
        }
        return stripped;
    }

    private static Map<String, String> checked(
            SourceKind kind, String key, Map<String, String> settings, Map<String, String> before) {
        var checked = new LinkedHashMap<String, String>();
        for (var field : kind.fields()) {
            var given = settings.get(field.name());
            var isKept = field.type() == SourceKind.Type.SECRET && (given == null || given.isBlank());
            var text = isKept
                    ? before.getOrDefault(field.name(), "")
                    : Objects.requireNonNullElse(given, field.byDefault()).strip();
            if (text.isEmpty() && field.required()) {
                throw new Refusal("sources.required").at(field.name());
            }
            if (text.length() > SETTING_LENGTH || text.indexOf(0) >= 0) {
                throw new Refusal("sources.tooLong", SETTING_LENGTH).at(field.name());
            }
            if (field.type() == SourceKind.Type.NUMBER
                    && !text.isEmpty()
                    && !NUMBER.matcher(text).matches()) {
                throw new Refusal("sources.noNumber").at(field.name());
            }
            if (field.type() == SourceKind.Type.CHOICE && !field.choices().contains(text)) {
                throw new Refusal("sources.noChoice", String.join(", ", field.choices())).at(field.name());
            }
            if (!text.isEmpty()) {
                checked.put(field.name(), text);
            }
        }
        refuseElsewhere(kind, settings, before, checked);
        kind.check(new Source(key, kind.key(), "", checked, false, null));
        return checked;
    }

    /** Whoever may change a source may not read its secrets; a server of his own would tell him. */
    private static void refuseElsewhere(
            SourceKind kind, Map<String, String> given, Map<String, String> before, Map<String, String> checked) {
        var changed = kind.destinations().stream()
                .filter(name -> !Objects.equals(before.get(name), checked.get(name)))
                .findFirst();
        if (changed.isEmpty()) {
            return;
        }
        for (var field : kind.fields()) {
            var isKept = field.type() == SourceKind.Type.SECRET
                    && given.getOrDefault(field.name(), "").isBlank();
            if (isKept && !before.getOrDefault(field.name(), "").isEmpty()) {
                throw new Refusal("sources.secretAgain", label(kind, changed.get()), label(kind, field.name()))
                        .at(field.name());
            }
        }
    }

    private static Refusal.Word label(SourceKind kind, String field) {
        return locale -> Refusal.text("sources.field." + kind.key() + "." + field, locale);
    }

    private static Map<String, String> open(SourceKind kind, Map<String, String> settings) {
        return part(kind, settings, false);
    }

    private static Map<String, String> hidden(SourceKind kind, Map<String, String> settings) {
        return part(kind, settings, true);
    }

    private static Map<String, String> part(SourceKind kind, Map<String, String> settings, boolean secret) {
        var part = new HashMap<String, String>();
        kind.fields().stream()
                .filter(field -> (field.type() == SourceKind.Type.SECRET) == secret)
                .filter(field -> settings.containsKey(field.name()))
                .forEach(field -> part.put(field.name(), settings.get(field.name())));
        return part;
    }

    /** What was changed, by the names of the fields: a secret is named and not said. */
    private static @Nullable String changes(SourceKind kind, Map<String, String> before, Map<String, String> after) {
        var changed = kind.fields().stream()
                .filter(field -> !Objects.equals(before.get(field.name()), after.get(field.name())))
                .map(field -> field.type() == SourceKind.Type.SECRET || field.type() == SourceKind.Type.MAPPING
                        ? field.name()
                        : field.name() + ": " + after.getOrDefault(field.name(), "—"))
                .collect(Collectors.joining("; "));
        return changed.isEmpty() ? null : changed;
    }
}
