package otklik.telephony;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where providers tell what happens to calls. Open to the whole world: a wrong secret is told from no door at all by nobody, and whoever has
 * the right one may only tell of calls.
 */
@RestController
class TelephonyDoor {
    private static final Logger log = LoggerFactory.getLogger(TelephonyDoor.class);
    private static final int MOST_FIELDS = 100;

    private final Lines lines;
    private final CallEvents events;

    TelephonyDoor(Lines lines, CallEvents events) {
        this.lines = lines;
        this.events = events;
    }

    private record Known(TellsByWeb provider, String key, Line line) {}

    /** Answers 200 once the event is stored, a repeat included; what nobody can read is answered the same, so that it is not sent again. */
    @PostMapping("/telephony/events/{secret}")
    ResponseEntity<Void> event(@PathVariable("secret") String secret, HttpServletRequest request) {
        var known = known(secret);
        if (known.isEmpty() || !Telphin.mayCome(known.get().line(), request.getRemoteAddr())) {
            return ResponseEntity.notFound().build();
        }
        var news = known.get().provider().read(known.get().line(), form(request));
        if (news.isEmpty()) {
            log.debug("{} told nothing that anybody needs", known.get().key());
        } else if (!events.take(news.get())) {
            log.debug(
                    "Event {} of {} is a repeat",
                    news.get().eventId(),
                    known.get().key());
        }
        return ResponseEntity.ok().build();
    }

    private Optional<Known> known(String shown) {
        return lines.providers().stream()
                .filter(TellsByWeb.class::isInstance)
                .map(provider -> new Known((TellsByWeb) provider, provider.key(), lines.of(provider.key(), null)))
                .filter(candidate -> fits(shown, candidate.line().setting("secret")))
                .findFirst();
    }

    /** Takes the same time for every wrong answer; an empty secret fits nothing. */
    private static boolean fits(String shown, String expected) {
        return !expected.isEmpty()
                && MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> form(HttpServletRequest request) {
        var form = new HashMap<String, String>();
        request.getParameterMap().entrySet().stream()
                .limit(MOST_FIELDS)
                .forEach(field -> form.put(field.getKey(), field.getValue().length == 0 ? "" : field.getValue()[0]));
        return form;
    }
}
