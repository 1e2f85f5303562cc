package otklik.sources;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** A kind of source that is called from outside by {@code POST /api/intake/{source}}; limits and the size are kept before it is asked. */
public interface CalledKind extends SourceKind {
    /** How often one stranger may call in a minute; a field of the kind, or this where it has none. */
    String PER_STRANGER = "perStranger";
    /** How often everybody together may call in a minute. */
    String PER_MINUTE = "perMinute";
    /** The largest call in kilobytes. */
    String LARGEST = "largest";

    /**
     * Takes a call in. Runs as nobody, whoever is signed in, and outside of a transaction.
     *
     * @throws Refused when the call is not taken
     */
    Reply receive(Source source, Call call) throws Refused;

    /**
     * A call from outside, wholly read.
     *
     * @param headers by their names in lower case
     */
    record Call(Map<String, String> headers, byte[] body) {
        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        /** The body as UTF-8. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * @param type media type of the body
     * @param headers further headers
     */
    record Reply(int status, String type, String body, Map<String, String> headers) {
        public static Reply text(String body) {
            return new Reply(200, "text/plain", body, Map.of());
        }

        public static Reply json(int status, String body) {
            return new Reply(status, "application/json", body, Map.of());
        }
    }

    /** A call that is not taken: the caller reads the reason in English, the administrator among the source's errors. */
    final class Refused extends Exception {
        private final int status;
        private final transient Words reason;

        public Refused(int status, String key, Object... arguments) {
            super(key);
            this.status = status;
            this.reason = Words.of(key, arguments);
        }

        int status() {
            return status;
        }

        /** For the caller. */
        String words() {
            return otklik.kernel.Refusal.text(
                    reason.key(), Locale.ENGLISH, reason.arguments().toArray());
        }

        Words reason() {
            return reason;
        }
    }
}
