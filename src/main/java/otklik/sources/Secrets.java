package otklik.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.crypto.encrypt.Encryptors;
import org.springframework.stereotype.Component;
import otklik.kernel.Settings;

/** Settings of a way to the outside as they lie in the database: secrets encrypted where the server has a passphrase ({@code otklik.sign-in.secret-key}). */
@Component
public class Secrets {
    private static final int SALT_BYTES = 16;
    private static final String PLAIN = "plain:";
    private static final String ENCRYPTED = "aes:";
    private static final TypeReference<LinkedHashMap<String, String>> TEXTS = new TypeReference<>() {};

    private static final int MOST_OPEN = 1000;
    private static final Duration STAYS_OPEN = Duration.ofHours(1);

    private final ObjectMapper json = new ObjectMapper();
    private final SecureRandom random = new SecureRandom();
    private final String passphrase;

    /** By the stored text: to make a key of the passphrase is slow by design, and each call of a stranger needs the source's secrets. */
    private final Cache<String, Map<String, String>> open = Caffeine.newBuilder()
            .maximumSize(MOST_OPEN)
            .expireAfterAccess(STAYS_OPEN)
            .build();

    Secrets(Settings settings) {
        passphrase = settings.signIn().secretKey();
    }

    /** The secrets as they may lie in the database. */
    public String close(Map<String, String> secrets) {
        if (passphrase.isEmpty()) {
            return PLAIN + write(secrets);
        }
        var bytes = new byte[SALT_BYTES];
        random.nextBytes(bytes);
        var salt = HexFormat.of().formatHex(bytes);
        return ENCRYPTED + salt + ":" + Encryptors.delux(passphrase, salt).encrypt(write(secrets));
    }

    /** What {@link #close} has closed. */
    public Map<String, String> open(String stored) {
        if (stored.startsWith(PLAIN)) {
            return read(stored.substring(PLAIN.length()));
        }
        if (passphrase.isEmpty()) {
            throw new IllegalStateException(
                    "The secrets of sources are encrypted, and otklik.sign-in.secret-key is not set");
        }
        return open.get(stored, this::decrypted);
    }

    private Map<String, String> decrypted(String stored) {
        var parts = stored.split(":");
        return Map.copyOf(read(Encryptors.delux(passphrase, parts[1]).decrypt(parts[2])));
    }

    /** Texts that are no secret, as they lie in the database. */
    public String write(Map<String, String> texts) {
        try {
            return json.writeValueAsString(texts);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What {@link #write} has written. */
    public Map<String, String> read(String texts) {
        try {
            return json.readValue(texts, TEXTS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
