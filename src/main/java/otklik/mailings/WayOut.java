package otklik.mailings;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.kernel.Database;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.mailings.MailingLetters.MailingLetter;

/**
 * The links by which a recipient opts out. A link names one letter and carries a seal over letter, address and topic, so that nobody can
 * make one for somebody else; all nodes have the same secret for it.
 */
@Component
class WayOut {
    /** The path of the page outside the login. */
    static final String PATH = "unsubscribe";

    /** What a mail program writes into the subject where it opts out by letter. */
    static final String SUBJECT = "unsubscribe";

    private static final String NAME = "unsubscribe";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;
    private static final int SEAL_BYTES = 16;

    private final MailingLetters letters;
    private final Settings settings;
    private final SecretKeySpec secret;

    WayOut(JdbcClient jdbc, Database database, MailingLetters letters, Settings settings) {
        this.letters = letters;
        this.settings = settings;
        // At the start, apart from any transaction: a secret that is used and then rolled back would break links.
        secret = new SecretKeySpec(HexFormat.of().parseHex(stored(jdbc, database)), ALGORITHM);
    }

    /** What stands below a letter. */
    String footer(MailingLetter letter) {
        return Refusal.text(
                "mailings.footer", letter.language(), settings.mail().name(), link(letter));
    }

    /** What mail programs make their own button of (RFC 2369, RFC 8058). */
    Map<String, String> headers(MailingLetter letter) {
        var headers = new LinkedHashMap<String, String>();
        headers.put(
                "List-Unsubscribe",
                "<%s>, <mailto:%s?subject=%s%%20%s>"
                        .formatted(link(letter), settings.mail().address(), SUBJECT, token(letter)));
        headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        return headers;
    }

    private String link(MailingLetter letter) {
        return settings.link(PATH + "/" + token(letter));
    }

    String token(MailingLetter letter) {
        var bytes = ByteBuffer.allocate(Long.BYTES + SEAL_BYTES)
                .putLong(letter.id())
                .put(seal(letter))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The letter that a link names; empty where the link is not one of ours. */
    Optional<MailingLetter> letter(String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException noToken) {
            return Optional.empty();
        }
        if (bytes.length != Long.BYTES + SEAL_BYTES) {
            return Optional.empty();
        }
        var seal = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
        return letters.byId(ByteBuffer.wrap(bytes).getLong())
                .filter(letter -> MessageDigest.isEqual(seal, seal(letter)));
    }

    private byte[] seal(MailingLetter letter) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            var text = String.join("\n", String.valueOf(letter.id()), letter.address(), letter.topic());
            return Arrays.copyOf(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), SEAL_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Made by the first node that starts; the others read it. */
    private static String stored(JdbcClient jdbc, Database database) {
        var fresh = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(fresh);
        var unlessThere = database == Database.POSTGRESQL ? " on conflict do nothing" : "";
        try {
            jdbc.sql("insert into mailing_secret (name, secret) values (?, ?)" + unlessThere)
                    .params(NAME, HexFormat.of().formatHex(fresh))
                    .update();
        } catch (DuplicateKeyException made) {
            // Another one made it before.
        }
        return jdbc.sql("select secret from mailing_secret where name = ?")
                .param(NAME)
                .query(String.class)
                .single();
    }
}
