package otklik.customers;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.kernel.Database;

/**
 * Hashes phones and addresses with a secret of this installation: there are few enough phone numbers that a plain hash of one could be
 * found by trying them all. All nodes of an installation have the same secret; without it no suppression would be found again.
 */
@Component
class InstallationSecret {
    private static final String NAME = "suppression";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    private final SecretKeySpec key;

    InstallationSecret(JdbcClient jdbc, Database database) {
        var fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        var unlessThere = database == Database.POSTGRESQL ? " on conflict do nothing" : "";
        try {
            jdbc.sql("insert into installation_secret (name, secret) values (?, ?)" + unlessThere)
                    .params(NAME, HexFormat.of().formatHex(fresh))
                    .update();
        } catch (DuplicateKeyException made) {
            // An earlier start, or another node, has made it.
        }
        var secret = jdbc.sql("select secret from installation_secret where name = ?")
                .param(NAME)
                .query(String.class)
                .single();
        key = new SecretKeySpec(HexFormat.of().parseHex(secret), ALGORITHM);
    }

    /** 64 hexadecimal digits. */
    String hash(String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
