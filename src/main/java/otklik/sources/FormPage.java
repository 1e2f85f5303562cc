package otklik.sources;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import org.jsoup.nodes.Entities;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;

/**
 * The form that a company pastes into its site: plain HTML that works without a script and is sent in place where there is one. The page
 * shows the very same lines.
 */
@Component
class FormPage {
    /** For a page that does nothing. */
    static final String STILL = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    private static final int NONCE_BYTES = 16;
    private static final String SNIPPET =
            """
            <form class="otklik-form" action="${address}" method="post" accept-charset="utf-8">
              <p><label>${name}<br><input name="name" required maxlength="200" autocomplete="name"></label></p>
              <p><label>${phone}<br><input name="phone" type="tel" maxlength="64" autocomplete="tel"></label></p>
              <p><label>${email}<br><input name="email" type="email" required maxlength="320" autocomplete="email"></label></p>
              <p><label>${company}<br><input name="company" maxlength="200" autocomplete="organization"></label></p>
              <p><label>${text}<br><textarea name="text" required rows="5" maxlength="20000"></textarea></label></p>
              <p style="position:absolute;left:-9999px" aria-hidden="true"><label>${trapHint}<input name="${trap}" tabindex="-1" autocomplete="off"></label></p>
              <input type="hidden" name="page" value="">
              <p><button type="submit">${send}</button> <span role="status" aria-live="polite"></span></p>
            </form>
            <script${nonce}>
            (function () {
              var form = document.currentScript.previousElementSibling;
              var status = form.querySelector('[role=status]');
              var key = Date.now().toString(36) + Math.random().toString(36).slice(2);
              form.elements.page.value = location.href;
              form.addEventListener('submit', function (event) {
                event.preventDefault();
                var button = form.querySelector('button');
                button.disabled = true;
                status.textContent = '';
                fetch(form.action, {
                  method: 'POST',
                  headers: {'Idempotency-Key': key},
                  body: new URLSearchParams(new FormData(form))
                }).then(function (answer) {
                  if (!answer.ok) { throw new Error(answer.status); }
                  form.reset();
                  key = Date.now().toString(36) + Math.random().toString(36).slice(2);
                  status.textContent = ${thanks};
                }).catch(function () {
                  status.textContent = ${failed};
                }).finally(function () {
                  button.disabled = false;
                });
              });
            })();
            </script>
            """;
    private static final String PAGE =
            """
            <!doctype html>
            <html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <title>${title}</title><style>
            :root{color-scheme:light dark}
            body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem}
            p{margin:.6rem 0}input,textarea,button{font:inherit;padding:.4rem .6rem}
            input:not([type=hidden]),textarea{box-sizing:border-box;width:100%}
            </style></head><body><main><h1>${title}</h1>
            ${body}
            </main></body></html>
            """;

    private final IntakeReach reach;
    private final SecureRandom random = new SecureRandom();

    FormPage(IntakeReach reach) {
        this.reach = reach;
    }

    /** @param policy the Content-Security-Policy that lets this page work and nothing else */
    record Shown(String html, String policy) {}

    /** What is pasted into a site. */
    String snippet(Source source) {
        return snippet(source, reach.address(source.key()), "");
    }

    Shown page(Source source) {
        var bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        var nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var here = "/api/intake/" + source.key();
        return new Shown(
                framed(source, snippet(source, here, " nonce=\"" + nonce + "\"")),
                "default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-" + nonce
                        + "'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    }

    /** What a visitor without scripts reads after sending. */
    String thanks(Source source) {
        return framed(source, "<p>" + word(source, "thanks") + "</p>");
    }

    private static String framed(Source source, String body) {
        return PAGE.replace("${language}", language(source).getLanguage())
                .replace("${title}", Entities.escape(source.name()))
                .replace("${body}", body);
    }

    private static String snippet(Source source, String address, String nonce) {
        var snippet = SNIPPET.replace("${address}", Entities.escape(address))
                .replace("${nonce}", nonce)
                .replace("${trap}", Entities.escape(source.setting(FormKind.TRAP)))
                .replace("${thanks}", quoted(Refusal.text("sources.formPage.thanks", language(source))))
                .replace("${failed}", quoted(Refusal.text("sources.formPage.failed", language(source))));
        for (var label : new String[] {"name", "phone", "email", "company", "text", "trapHint", "send"}) {
            snippet = snippet.replace("${" + label + "}", word(source, label));
        }
        return snippet;
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static String word(Source source, String label) {
        return Entities.escape(Refusal.text("sources.formPage." + label, language(source)));
    }

    private static Locale language(Source source) {
        return Locale.forLanguageTag(source.setting(FormKind.LANGUAGE));
    }
}
