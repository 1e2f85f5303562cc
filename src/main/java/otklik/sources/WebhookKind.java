package otklik.sources;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;

/** A service that calls us: it proves who it is by a secret in a header, or by a signature of the body made with one (HMAC-SHA-256). */
@Component
class WebhookKind implements CalledKind {
    static final String KEY = "webhook";
    static final String PROOF = "proof";
    static final String BY_HEADER = "header";
    static final String BY_SIGNATURE = "signature";
    static final String HEADER = "headerName";
    static final String SECRET = "secret";
    private static final int SHORTEST_SECRET = 16;

    private static final String HMAC = "HmacSHA256";

    private final IntakeReach reach;
    private final Intake intake;

    WebhookKind(IntakeReach reach, Intake intake) {
        this.reach = reach;
        this.intake = intake;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                Field.choice(PROOF, BY_HEADER, BY_SIGNATURE),
                Field.text(HEADER).startingWith("X-Otklik-Secret").mandatory(),
                Field.secret(SECRET).mandatory(),
                Field.number(PER_STRANGER, "300"),
                Field.number(PER_MINUTE, "600"),
                Field.number(LARGEST, "8192"),
                Field.mapping(Intake.MAPPING, Mapping.USUAL));
    }

    @Override
    public void check(Source source) {
        if (!source.setting(HEADER).matches("[A-Za-z0-9-]{1,64}")) {
            throw new Refusal("sources.webhook.wrongHeader").at(HEADER);
        }
        if (source.setting(SECRET).length() < SHORTEST_SECRET) {
            throw new Refusal("sources.webhook.shortSecret", SHORTEST_SECRET).at(SECRET);
        }
        Intake.checkLimits(source);
    }

    @Override
    public Words test(Source source) throws Exception {
        return reach.test(source);
    }

    @Override
    public Reply receive(Source source, Call call) throws Refused {
        if (!isProved(source, call)) {
            throw new Refused(401, "sources.webhook.notProved", source.setting(HEADER));
        }
        var outcome = intake.store(source, call, intake.fields(call), Set.of());
        return outcome == Items.Outcome.REPEAT
                ? Reply.json(200, "{\"status\":\"repeat\"}")
                : Reply.json(201, "{\"status\":\"stored\"}");
    }

    private static boolean isProved(Source source, Call call) {
        var given = call.header(source.setting(HEADER)).strip();
        var expected = source.setting(PROOF).equals(BY_SIGNATURE)
                ? HexFormat.of().formatHex(signature(source.setting(SECRET), call.body()))
                : source.setting(SECRET);
        var shown = source.setting(PROOF).equals(BY_SIGNATURE)
                ? given.replaceFirst("^sha256=", "").toLowerCase(Locale.ROOT)
                : given;
        // Takes the same time for every wrong answer, so that nobody can feel his way to the right one.
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] signature(String secret, byte[] body) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
