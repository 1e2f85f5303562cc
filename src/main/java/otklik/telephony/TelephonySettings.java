package otklik.telephony;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.engine.Attempts;
import otklik.history.History;
import otklik.kernel.ForeignText;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.sources.Secrets;

/**
 * The providers of calls as administrators see and change them: settings, which one makes the calls, whose extension is whose, and how the
 * chosen one is. A change is told in the history of {@link #CASE} without its values.
 */
@Service
public class TelephonySettings implements HealthIndicator {
    /** Business key of the history of these settings. */
    public static final String CASE = "telephony:settings";

    private static final int VALUE_LENGTH = 500;
    private static final int EXTENSION_LENGTH = 64;
    private static final int WORDS_LENGTH = 2000;
    private static final int KEY_LENGTH = 100;

    private final JdbcClient jdbc;
    private final Lines lines;
    private final Secrets texts;
    private final Attempts attempts;
    private final History history;
    private final Policy policy;
    private final Signals signals;
    private final Settings settings;
    private final Clock clock;

    TelephonySettings(
            JdbcClient jdbc,
            Lines lines,
            Secrets texts,
            Attempts attempts,
            History history,
            Policy policy,
            Signals signals,
            Settings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.lines = lines;
        this.texts = texts;
        this.attempts = attempts;
        this.history = history;
        this.policy = policy;
        this.signals = signals;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * How the provider was when it was asked last.
     *
     * @param words why, in English; of a provider that is well what works
     */
    public record State(boolean isWell, String words, Instant at) {}

    /**
     * A provider on the screen.
     *
     * @param values what is filled in, without secrets
     * @param secrets names of the secrets that are there
     * @param state empty while nobody has asked it
     */
    public record Card(
            String key,
            List<PhoneProvider.Field> fields,
            Map<String, String> values,
            java.util.Set<String> secrets,
            boolean isActive,
            Optional<State> state) {}

    /** All there are, the simulator first. */
    public List<Card> cards() {
        policy.require(Section.SYSTEM, Action.VIEW);
        var active = lines.active().key();
        return lines.providers().stream()
                .sorted(java.util.Comparator.comparing(
                                (PhoneProvider provider) -> !provider.key().equals(Simulator.KEY))
                        .thenComparing(PhoneProvider::key))
                .map(provider -> card(provider, provider.key().equals(active)))
                .toList();
    }

    private Card card(PhoneProvider provider, boolean isActive) {
        var values = new LinkedHashMap<>(lines.settings(provider.key()));
        var secrets = provider.fields().stream()
                .filter(field -> field.type() == PhoneProvider.Type.SECRET)
                .map(PhoneProvider.Field::name)
                .filter(name -> !values.getOrDefault(name, "").isEmpty())
                .collect(java.util.stream.Collectors.toSet());
        provider.fields().stream()
                .filter(field -> field.type() == PhoneProvider.Type.SECRET)
                .forEach(field -> values.remove(field.name()));
        return new Card(provider.key(), provider.fields(), values, secrets, isActive, state(provider.key()));
    }

    /** Key of the provider that makes the calls. */
    public String active() {
        return lines.active().key();
    }

    /** How the provider that makes the calls is. */
    public Optional<State> state() {
        return state(lines.active().key());
    }

    private Optional<State> state(String provider) {
        return jdbc.sql("select * from telephony_provider where provider = ? and checked_at is not null")
                .param(provider)
                .query((row, number) -> new State(
                        row.getBoolean("is_well"),
                        String.valueOf(row.getString("health_words")),
                        row.getObject("checked_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** Saves what is filled in; a secret that is left empty stays while the server does. Refused at the field where it cannot work. */
    public void change(String key, Map<String, String> typed) {
        policy.require(Section.SYSTEM, Action.CHANGE);
        var provider = provider(key);
        var line = line(provider, typed);
        var plain = new LinkedHashMap<String, String>();
        var secret = new LinkedHashMap<String, String>();
        provider.fields().forEach(field -> (field.type() == PhoneProvider.Type.SECRET ? secret : plain)
                .put(field.name(), line.setting(field.name())));
        attempts.run(() -> {
            write(key, texts.write(plain), texts.close(secret));
            history.tell(new History.Change(CASE, "telephonyChanged").because(key));
            applyAfterwards();
        });
    }

    /** Lets this provider make the calls from now on; calls that go on stay with theirs. */
    public void choose(String key) {
        policy.require(Section.SYSTEM, Action.CHANGE);
        var provider = provider(key);
        require(provider, lines.settings(key));
        attempts.run(() -> {
            var before = lines.active().key();
            jdbc.sql("update telephony_provider set is_active = false").update();
            if (jdbc.sql("update telephony_provider set is_active = true where provider = ?")
                            .param(key)
                            .update()
                    == 0) {
                write(key, "{}", texts.close(Map.of()));
                jdbc.sql("update telephony_provider set is_active = true where provider = ?")
                        .param(key)
                        .update();
            }
            history.tell(new History.Change(CASE, "telephonyChosen").from(before, key));
            applyAfterwards();
        });
    }

    /** Asks the provider with what is typed, nothing being saved; secrets that are left empty are the saved ones. Refused at a secret that would go to another server. */
    public PhoneProvider.Health test(String key, Map<String, String> typed) {
        policy.require(Section.SYSTEM, Action.CHANGE);
        var provider = provider(key);
        return provider.health(line(provider, typed));
    }

    /** Whether {@link #connect} does anything for the provider. */
    public boolean canConnect(String key) {
        return provider(key) instanceof TellsByWeb;
    }

    /** Asks the provider to tell us what happens on the extensions of all people. */
    public PhoneProvider.Health connect(String key) {
        policy.require(Section.SYSTEM, Action.CHANGE);
        var address = eventAddress(key).orElseThrow(() -> new Refusal("telephony.missing").at("secret"));
        return provider(key) instanceof TellsByWeb web
                ? web.connect(
                        lines.of(key, null), List.copyOf(lines.extensions().values()), address)
                : provider(key).health(lines.of(key, null));
    }

    /** Gives the person an extension of the PBX; blank takes it away. Refused where somebody else has it. */
    public void extension(String login, String extension) {
        policy.require(Section.SYSTEM, Action.CHANGE);
        var wanted = ForeignText.oneLine(extension).strip();
        if (wanted.length() > EXTENSION_LENGTH) {
            throw new Refusal("telephony.wrongExtension", EXTENSION_LENGTH).at("extension");
        }
        attempts.run(() -> {
            var before = lines.extension(login).orElse("");
            if (before.equals(wanted)) {
                return;
            }
            if (!wanted.isEmpty()) {
                jdbc.sql("select login from telephony_extension where extension = ? and login <> ?")
                        .params(wanted, login)
                        .query(String.class)
                        .optional()
                        .ifPresent(other -> {
                            throw new Refusal("telephony.extensionTaken", wanted, other).at("extension");
                        });
            }
            jdbc.sql("delete from telephony_extension where login = ?")
                    .param(login)
                    .update();
            if (!wanted.isEmpty()) {
                jdbc.sql("insert into telephony_extension (login, extension) values (?, ?)")
                        .params(login, wanted)
                        .update();
            }
            history.tell(new History.Change(CASE, "telephonyExtension")
                    .from(before, wanted)
                    .because(login));
        });
    }

    /** By login. */
    public Map<String, String> extensions() {
        policy.require(Section.SYSTEM, Action.VIEW);
        return lines.extensions();
    }

    /** The address at which a provider tells us what happens; empty where its secret is not set. */
    public Optional<String> eventAddress(String key) {
        policy.require(Section.SYSTEM, Action.CHANGE);
        var secret = lines.settings(key).getOrDefault("secret", "");
        return secret.isEmpty() ? Optional.empty() : Optional.of(settings.link("telephony/events/" + secret));
    }

    /** Asks the provider that makes the calls, and remembers the answer for the health page and the machines. */
    void check() {
        var provider = lines.active();
        PhoneProvider.Health found;
        try {
            found = provider.health(lines.of(provider.key(), null));
        } catch (RuntimeException broken) {
            found = PhoneProvider.Health.ill("telephony.unexpected", String.valueOf(broken.getMessage()));
        }
        remember(provider.key(), found);
    }

    private void remember(String key, PhoneProvider.Health found) {
        var before = state(key).map(State::isWell);
        attempts.run(() -> {
            if (jdbc.sql("select count(*) from telephony_provider where provider = ?")
                            .param(key)
                            .query(Integer.class)
                            .single()
                    == 0) {
                write(key, "{}", texts.close(Map.of()));
            }
            jdbc.sql(
                            """
                            update telephony_provider set is_well = ?, health_key = ?, health_words = ?, checked_at = ?
                            where provider = ?""")
                    .params(
                            found.isWell(),
                            ForeignText.cut(found.words().key(), KEY_LENGTH),
                            ForeignText.cut(found.words().in(Locale.ENGLISH), WORDS_LENGTH),
                            CallRows.offset(clock.instant()),
                            key)
                    .update();
        });
        if (!before.equals(Optional.of(found.isWell()))) {
            signals.say(Signals.HEALTH);
        }
    }

    /** For machines; a provider that cannot be reached is no reason to restart the node. */
    @Override
    public Health health() {
        var active = lines.active().key();
        var state = state(active);
        var health = state.isEmpty() || state.get().isWell() ? Health.up() : Health.status("DEGRADED");
        health.withDetail("provider", active);
        state.ifPresent(known -> health.withDetail("words", known.words()).withDetail("at", known.at()));
        return health.build();
    }

    /** Every node reads the settings anew. */
    private void applyAfterwards() {
        signals.say(Lines.TOPIC);
        signals.say(Signals.HEALTH);
    }

    private void write(String key, String plain, String secret) {
        var there = jdbc.sql("update telephony_provider set settings = ?, secrets = ? where provider = ?")
                .params(plain, secret, key)
                .update();
        if (there == 0) {
            try {
                jdbc.sql(
                                "insert into telephony_provider (provider, settings, secrets, is_active) values (?, ?, ?, false)")
                        .params(key, plain, secret)
                        .update();
            } catch (DuplicateKeyException meanwhile) {
                throw new Refusal("telephony.changedMeanwhile");
            }
        }
    }

    private PhoneProvider provider(String key) {
        return lines.provider(key).orElseThrow(() -> new IllegalArgumentException("There is no provider " + key));
    }

    private Line line(PhoneProvider provider, Map<String, String> typed) {
        var saved = lines.settings(provider.key());
        var all = new LinkedHashMap<>(saved);
        for (var field : provider.fields()) {
            var value = typed.getOrDefault(field.name(), "").strip();
            if (value.length() > VALUE_LENGTH) {
                throw new Refusal("telephony.tooLong", VALUE_LENGTH).at(field.name());
            }
            if (field.type() != PhoneProvider.Type.SECRET || !value.isEmpty()) {
                all.put(field.name(), value);
            }
        }
        requireSecretsAnew(provider, saved, all, typed);
        require(provider, all);
        return new Line(all, null);
    }

    /** A saved secret is shown to nobody, so it is not sent to an address either that somebody has typed. */
    private static void requireSecretsAnew(
            PhoneProvider provider, Map<String, String> saved, Map<String, String> all, Map<String, String> typed) {
        var goesElsewhere = provider.addresses().stream()
                .anyMatch(name -> !saved.getOrDefault(name, "").strip().equals(all.get(name)));
        provider.fields().stream()
                .filter(field -> goesElsewhere && field.type() == PhoneProvider.Type.SECRET)
                .map(PhoneProvider.Field::name)
                .filter(name -> !saved.getOrDefault(name, "").isEmpty()
                        && typed.getOrDefault(name, "").isBlank())
                .findFirst()
                .ifPresent(name -> {
                    throw new Refusal("telephony.secretAnew").at(name);
                });
    }

    private static void require(PhoneProvider provider, Map<String, String> all) {
        for (var field : provider.fields()) {
            var value = all.getOrDefault(field.name(), "").strip();
            if (field.required() && value.isEmpty()) {
                throw new Refusal("telephony.missing").at(field.name());
            }
            if (field.type() == PhoneProvider.Type.NUMBER && !value.matches("\\d{0,9}")) {
                throw new Refusal("telephony.noNumber").at(field.name());
            }
        }
        provider.check(new Line(all, null));
    }
}
