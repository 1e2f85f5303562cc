package otklik.sources;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import otklik.kernel.Refusal;
import otklik.sources.CalledKind.Call;
import otklik.sources.CalledKind.Refused;
import otklik.sources.CalledKind.Reply;

/**
 * The door for those who call us: forms of sites, services, messengers. Open to the whole world, so nothing is read before the limits are
 * kept, and every answer to a stranger is short.
 */
@RestController
@RequestMapping("/api/intake/{source}")
class IntakeDoor {
    private static final Logger log = LoggerFactory.getLogger(IntakeDoor.class);
    private static final int KILOBYTES_BY_DEFAULT = 1024;

    private final Sources sources;
    private final IntakeLimits limits;
    private final FormPage page;

    IntakeDoor(Sources sources, IntakeLimits limits, FormPage page) {
        this.sources = sources;
        this.limits = limits;
        this.page = page;
    }

    private record Called(Source source, CalledKind kind) {}

    /** Whether there is such a source, without a word about it. */
    @GetMapping
    ResponseEntity<Void> isThere(@PathVariable("source") String key, HttpServletRequest request) {
        var flood = limits.waitFor(request.getRemoteAddr());
        if (flood.isPresent()) {
            return later(flood.getAsLong());
        }
        return find(key).isPresent()
                ? ResponseEntity.noContent().build()
                : ResponseEntity.notFound().build();
    }

    /** The form of the source as a page of its own: what one pastes into a site looks and works like this. */
    @GetMapping("/form")
    ResponseEntity<String> form(@PathVariable("source") String key, HttpServletRequest request) {
        var flood = limits.waitFor(request.getRemoteAddr());
        if (flood.isPresent()) {
            return later(flood.getAsLong());
        }
        return find(key)
                .filter(called ->
                        called.kind() instanceof FormKind && !called.source().paused())
                .map(called -> {
                    var shown = page.page(called.source());
                    return ResponseEntity.ok()
                            .header("Content-Security-Policy", shown.policy())
                            .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                            .body(shown.html());
                })
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    @PostMapping
    ResponseEntity<String> call(@PathVariable("source") String key, HttpServletRequest request) throws IOException {
        var flood = limits.waitFor(request.getRemoteAddr());
        if (flood.isPresent()) {
            return later(flood.getAsLong());
        }
        var called = find(key);
        if (called.isEmpty()) {
            return ResponseEntity.notFound().build();
        }
        var source = called.get().source();
        var wait = limits.waitFor(source, request.getRemoteAddr());
        if (wait.isPresent()) {
            sources.refused(key, new Refusal("sources.intake.tooOften"));
            return later(wait.getAsLong());
        }
        if (source.paused()) {
            return ResponseEntity.status(503)
                    .header(HttpHeaders.RETRY_AFTER, "3600")
                    .build();
        }
        var origin = Optional.ofNullable(request.getHeader(HttpHeaders.ORIGIN)).orElse("");
        var isOpen = FormKind.isOpenTo(source, origin);
        try {
            var call = new Call(headers(request), Intake.body(request, source, KILOBYTES_BY_DEFAULT));
            return answer(asNobody(called.get(), call), origin, isOpen);
        } catch (Refused refused) {
            log.debug("A call of {} is refused: {}", key, refused.words());
            var reason = refused.reason();
            sources.refused(key, new Refusal(reason.key(), reason.arguments().toArray()));
            return answer(
                    new Reply(refused.status(), "text/plain", refused.words(), java.util.Map.of()), origin, isOpen);
        }
    }

    private static <T> ResponseEntity<T> later(long seconds) {
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds))
                .build();
    }

    /** Whoever is signed in in this browser has not written the message: it comes from outside. */
    private static Reply asNobody(Called called, Call call) throws Refused {
        var before = SecurityContextHolder.getContext();
        SecurityContextHolder.setContext(SecurityContextHolder.createEmptyContext());
        try {
            return called.kind().receive(called.source(), call);
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }

    private static ResponseEntity<String> answer(Reply reply, String origin, boolean isOpen) {
        var answer = ResponseEntity.status(reply.status())
                .header("X-Content-Type-Options", "nosniff")
                .contentType(new MediaType(MediaType.parseMediaType(reply.type()), StandardCharsets.UTF_8));
        reply.headers().forEach(answer::header);
        if (isOpen) {
            answer.header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin).header(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        }
        return answer.body(reply.body());
    }

    private Optional<Called> find(String key) {
        return sources.source(key).flatMap(source -> sources.kind(source.kind())
                .filter(CalledKind.class::isInstance)
                .map(kind -> new Called(source, (CalledKind) kind)));
    }

    private static HashMap<String, String> headers(HttpServletRequest request) {
        var headers = new HashMap<String, String>();
        Collections.list(request.getHeaderNames())
                .forEach(name -> headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
        return headers;
    }
}
