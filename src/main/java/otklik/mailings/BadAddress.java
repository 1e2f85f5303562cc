package otklik.mailings;

import java.util.regex.Pattern;
import otklik.mail.OutgoingLetter;
import otklik.mail.OutgoingLetter.State;

/**
 * Whether a letter did not arrive because there is no such address, as the words of a mail server tell (RFC 3463): not when a box is full,
 * the letter was taken for spam, or nobody answered.
 */
final class BadAddress {
    private static final Pattern NO_SUCH_BOX =
            Pattern.compile("\\b5\\.1\\.[0-9]+\\b|\\b5\\.2\\.1\\b|\\b5\\.4\\.4\\b|Invalid address|Invalid domain");
    private static final Pattern OTHER_REASON = Pattern.compile("\\b[245]\\.[0-9]{1,3}\\.[0-9]{1,3}\\b");
    private static final Pattern REFUSED_BOX = Pattern.compile("\\b55[013]\\b");
    private static final Pattern REFUSED_TEXT =
            Pattern.compile("(?i)spam|blocked|blacklist|policy|reputation|quota|full|relay");

    private BadAddress() {}

    static boolean isTold(OutgoingLetter letter) {
        if (letter.state() != State.FAILED && letter.state() != State.BOUNCED) {
            return false;
        }
        var words = letter.lastError() == null ? "" : letter.lastError();
        if (NO_SUCH_BOX.matcher(words).find()) {
            return true;
        }
        return REFUSED_BOX.matcher(words).find()
                && !OTHER_REASON.matcher(words).find()
                && !REFUSED_TEXT.matcher(words).find();
    }
}
