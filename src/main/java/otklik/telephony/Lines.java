package otklik.telephony;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.sources.Secrets;

/** How each provider is reached, which one makes the calls, and which extension each person has. */
@Component
class Lines {
    /** Topic of a change of these settings. */
    static final String TOPIC = "telephony";

    private final JdbcClient jdbc;
    private final Secrets texts;
    private final List<PhoneProvider> providers;

    Lines(JdbcClient jdbc, Secrets texts, @org.springframework.context.annotation.Lazy List<PhoneProvider> providers) {
        this.jdbc = jdbc;
        this.texts = texts;
        this.providers = providers;
    }

    List<PhoneProvider> providers() {
        return providers;
    }

    Optional<PhoneProvider> provider(String key) {
        return providers.stream().filter(found -> found.key().equals(key)).findFirst();
    }

    /** The one that makes the calls; the simulator while nobody has chosen. */
    PhoneProvider active() {
        return jdbc
                .sql("select provider from telephony_provider where is_active = true")
                .query(String.class)
                .list()
                .stream()
                .findFirst()
                .flatMap(this::provider)
                .or(() -> provider(Simulator.KEY))
                .orElseThrow();
    }

    /** With the extension of the person. */
    Line of(String provider, @Nullable String login) {
        return new Line(
                settings(provider), login == null ? null : extension(login).orElse(null));
    }

    /** What is filled in, and of each field that is not what stands in it at first. */
    Map<String, String> settings(String provider) {
        var settings = new LinkedHashMap<String, String>();
        provider(provider)
                .ifPresent(found -> found.fields().forEach(field -> settings.put(field.name(), field.byDefault())));
        jdbc.sql("select settings, secrets from telephony_provider where provider = ?")
                .param(provider)
                .query(row -> {
                    settings.putAll(texts.read(row.getString("settings")));
                    settings.putAll(texts.open(row.getString("secrets")));
                });
        return settings;
    }

    /** Whether a call of the ledger has this name at the provider. */
    boolean isKnown(String provider, String reference) {
        return !jdbc.sql("select 1 from phone_call where provider = ? and reference = ?")
                .params(provider, reference)
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    Optional<String> extension(String login) {
        return jdbc.sql("select extension from telephony_extension where login = ?")
                .param(login)
                .query(String.class)
                .optional();
    }

    /** Whose extension it is. */
    Optional<String> loginOf(String provider, String extension) {
        if (provider(provider).filter(PhoneProvider::namesPeople).isPresent()) {
            return Optional.of(extension);
        }
        return jdbc.sql("select login from telephony_extension where extension = ?")
                .param(extension)
                .query(String.class)
                .optional();
    }

    /** By login, of everybody who has one. */
    Map<String, String> extensions() {
        var extensions = new LinkedHashMap<String, String>();
        jdbc.sql("select login, extension from telephony_extension order by login")
                .query(row -> {
                    extensions.put(row.getString("login"), row.getString("extension"));
                });
        return extensions;
    }
}
