package otklik.staff;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;

/**
 * What a password must be: long rather than odd, and nothing that is guessed first (NIST SP 800-63B, section 5.1.1.2: length, no
 * composition rules, no context words).
 */
@Component
public class PasswordRules {
    /** The least number of characters. */
    public static final int SHORTEST = 10;
    /** The password encoder reads 72 bytes; a longer password would be cut silently. */
    private static final int LONGEST_BYTES = 72;

    private static final int FEWEST_DIFFERENT = 4;
    private static final int WORD_OF_WEIGHT = 4;
    private final List<String> easy;

    PasswordRules(@Value("classpath:otklik/easy-passwords.txt") Resource easyPasswords) throws IOException {
        easy = easyPasswords.getContentAsString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Refused with the rule that is broken. */
    void check(String password, String login, String name, String email) {
        if (password.length() < SHORTEST) {
            throw new Refusal("staff.passwordTooShort", SHORTEST).at("password");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw new Refusal("staff.passwordTooLong", LONGEST_BYTES).at("password");
        }
        var lower = password.toLowerCase(Locale.ROOT);
        var personal = Arrays.stream((login + " " + name + " " + email)
                        .toLowerCase(Locale.ROOT)
                        .split("[\\s@.]+"))
                .filter(word -> word.length() >= WORD_OF_WEIGHT);
        if (password.chars().distinct().count() < FEWEST_DIFFERENT
                || easy.stream().anyMatch(lower::contains)
                || personal.anyMatch(lower::contains)) {
            throw new Refusal("staff.passwordEasy").at("password");
        }
    }
}
