package otklik.messengers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A secret that a caller shows. */
final class Secret {
    private Secret() {}

    /** Takes the same time for every wrong answer; an empty secret fits nothing. */
    static boolean fits(String shown, String expected) {
        return !expected.isEmpty()
                && MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
