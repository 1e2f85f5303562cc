package otklik.mailings;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.nodes.Entities;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import otklik.customers.Suppression.Scope;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.mailings.MailingLetters.MailingLetter;
import otklik.security.CurrentUser;

/**
 * Where the link of a letter leads, outside the login and for nobody, also in the browser of one of us. Looking changes nothing, since scanners of mail servers open
 * every link (E62); what is posted acts, from the page or at once from the button of a mail program (RFC 8058).
 */
@RestController
@RequestMapping("/" + WayOut.PATH + "/{token}")
class UnsubscribeDoor {
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final String ONE_CLICK = "List-Unsubscribe";
    private static final String PAGE =
            """
            <!doctype html>
            <html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <meta name="robots" content="noindex"><title>${title}</title><style>
            :root{color-scheme:light dark}
            body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem}
            fieldset{border:1px solid;border-radius:.5rem;padding:.5rem 1rem;margin:1rem 0}
            label{display:block;margin:.5rem 0}small{display:block;margin-left:1.6rem;opacity:.75}
            button{font:inherit;font-weight:600;padding:.5rem 1.2rem;cursor:pointer}
            </style></head><body><main><h1>${title}</h1>
            ${body}
            </main></body></html>
            """;

    private final Unsubscribing unsubscribing;
    private final Settings settings;

    UnsubscribeDoor(Unsubscribing unsubscribing, Settings settings) {
        this.unsubscribing = unsubscribing;
        this.settings = settings;
    }

    @GetMapping
    ResponseEntity<String> show(@PathVariable("token") String token) {
        return CurrentUser.asNobody(() -> unsubscribing
                .letter(token)
                .map(letter -> page(HttpStatus.OK, letter.language(), "title", form(letter)))
                .orElseGet(this::unknown));
    }

    @PostMapping
    ResponseEntity<String> act(
            @PathVariable("token") String token, @RequestParam MultiValueMap<String, String> answers) {
        return CurrentUser.asNobody(() -> acted(token, answers));
    }

    private ResponseEntity<String> acted(String token, MultiValueMap<String, String> answers) {
        var letter = unsubscribing.letter(token);
        if (letter.isEmpty()) {
            return unknown();
        }
        var chosen = answers.containsKey(ONE_CLICK) ? Optional.of(Scope.KIND) : scope(answers.getFirst("scope"));
        if (chosen.isEmpty()) {
            return page(HttpStatus.BAD_REQUEST, letter.get().language(), "title", form(letter.get()));
        }
        unsubscribing.act(letter.get(), chosen.get(), answers.containsKey("company"));
        return page(HttpStatus.OK, letter.get().language(), "done", done(letter.get(), chosen.get()));
    }

    private static Optional<Scope> scope(@org.jspecify.annotations.Nullable String name) {
        return Arrays.stream(Scope.values())
                .filter(scope -> scope.name().equals(name))
                .findFirst();
    }

    private String form(MailingLetter letter) {
        var choices = Arrays.stream(Scope.values())
                .map(scope ->
                        """
                        <label><input type="radio" name="scope" value="%s"%s> %s</label>"""
                                .formatted(
                                        scope.name(),
                                        scope == Scope.KIND ? " checked" : "",
                                        word(letter.language(), "choice." + scope.name(), letter.topic())))
                .collect(Collectors.joining("\n"));
        return """
                <p>%s</p>
                <form method="post"><fieldset><legend>%s</legend>
                %s</fieldset>
                <label><input type="checkbox" name="company" value="yes"> %s<small>%s</small></label>
                <p><button type="submit">%s</button></p></form>"""
                .formatted(
                        word(
                                letter.language(),
                                "whose",
                                masked(unsubscribing.address(letter)),
                                settings.mail().name()),
                        word(letter.language(), "what"),
                        choices,
                        word(letter.language(), "company"),
                        word(letter.language(), "company.hint"),
                        word(letter.language(), "send"));
    }

    private String done(MailingLetter letter, Scope scope) {
        return "<p>%s</p><p>%s</p>"
                .formatted(
                        word(letter.language(), "done." + scope.name(), letter.topic()),
                        word(letter.language(), "done.hint", settings.mail().address()));
    }

    private ResponseEntity<String> unknown() {
        return page(
                HttpStatus.NOT_FOUND,
                settings.language(),
                "unknown",
                "<p>%s</p>"
                        .formatted(word(
                                settings.language(),
                                "unknown.hint",
                                settings.mail().address())));
    }

    private static ResponseEntity<String> page(HttpStatus status, Locale language, String title, String body) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .body(PAGE.replace("${language}", language.getLanguage())
                        .replace("${title}", word(language, title))
                        .replace("${body}", body));
    }

    private static String word(Locale language, String key, Object... arguments) {
        return Entities.escape(Refusal.text("mailings.optOut." + key, language, arguments));
    }

    /** Enough for the owner to know it; a letter may have been passed on. */
    private static String masked(String address) {
        var at = address.lastIndexOf('@');
        return at < 1 ? "" : address.charAt(0) + "…" + address.substring(at);
    }
}
