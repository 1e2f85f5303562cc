package otklik.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;
import org.simplejavamail.utils.mail.dkim.SigningAlgorithm;
import otklik.kernel.Settings;

/** Seals letters with the company's key (DKIM), the headers by which one opts out included, as RFC 8058 asks. */
final class LetterSeal {
    private static final List<String> OURS = List.of("List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted");

    private final Settings.Dkim settings;
    private final @Nullable RSAPrivateKey key;

    /** @throws IllegalStateException when a key is set and cannot be read: letters without their seal would be taken for forged ones */
    LetterSeal(Settings.Dkim settings) {
        this.settings = settings;
        this.key = settings.isGiven() ? read(settings.keyFile()) : null;
    }

    private static RSAPrivateKey read(String file) {
        try {
            var text = Files.readString(Path.of(file)).replaceAll("-----[A-Z ]+-----|\\s", "");
            return (RSAPrivateKey) KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new IllegalStateException(
                    "otklik.mail.dkim.key-file = '%s' is no RSA key in PEM (PKCS 8)".formatted(file), unreadable);
        }
    }

    /**
     * The letter with its seal; the letter itself where there is no key.
     *
     * @param handedOver run when the content of a sealed letter begins to go over the wire
     */
    MimeMessage seal(MimeMessage letter, Runnable handedOver) throws MessagingException {
        if (key == null) {
            return letter;
        }
        var signer = new DkimSigner(settings.domain(), settings.selector(), key);
        signer.setSigningAlgorithm(SigningAlgorithm.SHA256_WITH_RSA);
        signer.setHeaderCanonicalization(Canonicalization.RELAXED);
        signer.setBodyCanonicalization(Canonicalization.RELAXED);
        signer.setCheckDomainKey(false);
        OURS.forEach(signer::addHeaderToSign);
        return new DkimMessage(letter, signer) {
            @Override
            public void writeTo(OutputStream out, String @Nullable [] ignoredHeaders)
                    throws IOException, MessagingException {
                handedOver.run();
                super.writeTo(out, ignoredHeaders);
            }
        };
    }
}
