package otklik.security;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.encrypt.Encryptors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;

/**
 * The second factor: codes of six digits that a phone makes anew every thirty seconds (RFC 6238), each good for one use, and recovery codes
 * for the day on which the phone is gone.
 */
@Component
public class SecondFactors {
    private static final int SECRET_BYTES = 20;
    private static final int RECOVERY_CODES = 8;
    private static final int RECOVERY_BYTES = 10;
    private static final int SALT_BYTES = 16;

    /** A phone's clock may be half a minute wrong, and a person needs some seconds to type. */
    private static final int STEPS_AROUND = 1;

    private static final String PLAIN = "plain";
    private static final String ENCRYPTED = "aes";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Settings.SignIn settings;
    private final SignInThrottle throttle;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final SecureRandom random = new SecureRandom();
    private final Policy policy;
    private final TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator();

    SecondFactors(
            JdbcClient jdbc,
            Clock clock,
            Settings settings,
            SignInThrottle throttle,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Policy policy) {
        this.policy = policy;
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings.signIn();
        this.throttle = throttle;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What a typed code was. */
    enum Used {
        NONE,
        CODE,
        RECOVERY
    }

    /**
     * A second factor that is offered and not in force yet.
     *
     * @param secret the key as text, in Base32, for typing it into a phone
     * @param address the same as an {@code otpauth:} address, for a picture that a phone reads
     */
    public record Offer(String secret, String address) {}

    private record Row(String secret, long lastStep) {}

    public boolean isOn(String login) {
        return jdbc.sql("select count(*) from second_factor where login = ?")
                        .param(login)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Whether the person may not be without one. */
    public boolean isRequired(Account account) {
        return switch (settings.secondFactor()) {
            case NOBODY -> false;
            case ADMINISTRATORS -> account.roles().contains(Role.ADMINISTRATOR);
            case EVERYBODY -> true;
        };
    }

    /** A new secret for this person; nothing is stored before its first code has come back. */
    public Offer offer(String login, String product) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var secret = new Base32().encodeToString(bytes).replace("=", "");
        var issuer = URLEncoder.encode(product, StandardCharsets.UTF_8).replace("+", "%20");
        return new Offer(secret, "otpauth://totp/%s:%s?secret=%s&issuer=%s".formatted(issuer, login, secret, issuer));
    }

    /** Puts an offer in force, proved by its first code; the answer is the recovery codes, which cannot be shown again. */
    @Transactional
    public List<String> switchOn(String login, Offer offer, String code) {
        if (isOn(login)) {
            throw new Refusal("security.factorIsOn");
        }
        var step = step(offer.secret(), code).orElseThrow(() -> new Refusal("security.wrongCode"));
        jdbc.sql("insert into second_factor (login, secret, last_step, created_at) values (?, ?, ?, ?)")
                .params(login, closed(offer.secret()), step, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        var recovery = Stream.generate(this::recoveryCode).limit(RECOVERY_CODES).toList();
        recovery.forEach(written -> jdbc.sql("insert into second_factor_recovery (login, code_hash) values (?, ?)")
                .params(login, hash(login, written))
                .update());
        events.publishEvent(new SecurityChange(login, SecurityChange.Kind.SECOND_FACTOR_ON));
        return recovery;
    }

    /** Switches the person's own second factor off, proved by a code; refused while it is required. */
    public void switchOff(Account account, String code) {
        var login = account.login();
        if (isRequired(account)) {
            throw new Refusal("security.factorIsRequired");
        }
        try {
            throttle.enter(SignInThrottle.Guess.CODE, login, new Visitor("", ""));
        } catch (TooManyAttempts wait) {
            throw new Refusal("security.tooManyCodes");
        }
        if (use(login, code) == Used.NONE) {
            throw new Refusal("security.wrongCode");
        }
        throttle.wasRight(SignInThrottle.Guess.CODE, login, new Visitor("", ""));
        transaction.executeWithoutResult(status -> {
            remove(login);
            events.publishEvent(new SecurityChange(login, SecurityChange.Kind.SECOND_FACTOR_OFF));
        });
    }

    /** Takes the second factor off a person who has lost the phone and the recovery codes. */
    @Transactional
    public void reset(String login) {
        policy.require(Section.SYSTEM, Action.CHANGE);
        if (remove(login)) {
            events.publishEvent(new SecurityChange(login, SecurityChange.Kind.SECOND_FACTOR_RESET));
        }
    }

    /** How many recovery codes are left. */
    public int recoveryCodesLeft(String login) {
        return jdbc.sql("select count(*) from second_factor_recovery where login = ?")
                .param(login)
                .query(Integer.class)
                .single();
    }

    /** Uses a code up. Whoever calls this has asked the throttle. */
    Used use(String login, String typed) {
        return Objects.requireNonNull(transaction.execute(status -> tryToUse(login, typed)));
    }

    private Used tryToUse(String login, String typed) {
        var code = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        var row = jdbc.sql("select secret, last_step from second_factor where login = ?")
                .param(login)
                .query((found, number) -> new Row(found.getString("secret"), found.getLong("last_step")))
                .optional();
        if (row.isEmpty()) {
            return Used.NONE;
        }
        var step = step(opened(row.get().secret()), code);
        if (step.isPresent()) {
            // Of two that come with the same code at once, one changes the row.
            return jdbc.sql("update second_factor set last_step = ? where login = ? and last_step < ?")
                                    .params(step.getAsLong(), login, step.getAsLong())
                                    .update()
                            == 1
                    ? Used.CODE
                    : Used.NONE;
        }
        var recovered = jdbc.sql("delete from second_factor_recovery where login = ? and code_hash = ?")
                .params(login, hash(login, code))
                .update();
        if (recovered == 1) {
            events.publishEvent(new SecurityChange(login, SecurityChange.Kind.RECOVERY_CODE_USED));
            return Used.RECOVERY;
        }
        return Used.NONE;
    }

    private boolean remove(String login) {
        jdbc.sql("delete from second_factor_recovery where login = ?")
                .param(login)
                .update();
        return jdbc.sql("delete from second_factor where login = ?")
                        .param(login)
                        .update()
                == 1;
    }

    /** The time step of a code that is right about now. */
    private OptionalLong step(String secret, String typed) {
        var code = typed.replaceAll("[\\s-]", "").getBytes(StandardCharsets.UTF_8);
        var key = new SecretKeySpec(new Base32().decode(secret), codes.getAlgorithm());
        var now = clock.instant();
        var length = codes.getTimeStep().toSeconds();
        return LongStream.rangeClosed(-STEPS_AROUND, STEPS_AROUND)
                .filter(away -> {
                    try {
                        var expected =
                                codes.generateOneTimePasswordString(key, now.plusSeconds(away * length), Locale.ROOT);
                        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), code);
                    } catch (InvalidKeyException broken) {
                        throw new IllegalStateException(broken);
                    }
                })
                .map(away -> now.getEpochSecond() / length + away)
                .findFirst();
    }

    private String recoveryCode() {
        var bytes = new byte[RECOVERY_BYTES];
        random.nextBytes(bytes);
        return String.join("-", new Base32().encodeToString(bytes).split("(?<=\\G.{4})"));
    }

    /** Eighty random bits need no slow hash: nobody can try them all. */
    private static String hash(String login, String code) {
        try {
            var text = login + ":" + code.replace("-", "");
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String closed(String secret) {
        if (settings.secretKey().isEmpty()) {
            return PLAIN + ":" + secret;
        }
        var bytes = new byte[SALT_BYTES];
        random.nextBytes(bytes);
        var salt = HexFormat.of().formatHex(bytes);
        return ENCRYPTED + ":" + salt + ":"
                + Encryptors.delux(settings.secretKey(), salt).encrypt(secret);
    }

    private String opened(String stored) {
        var parts = stored.split(":");
        if (parts[0].equals(PLAIN)) {
            return parts[1];
        }
        if (settings.secretKey().isEmpty()) {
            throw new IllegalStateException(
                    "The secrets of second factors are encrypted, and otklik.sign-in.secret-key is not set");
        }
        return Encryptors.delux(settings.secretKey(), parts[1]).decrypt(parts[2]);
    }
}
