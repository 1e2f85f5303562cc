package otklik.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import otklik.NodeOfTest;

/** Somebody with a browser of their own, who may or may not come in. */
final class Stranger {
    static final String PASSWORD = "secret123";
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"");

    private final NodeOfTest node;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private String claimedAddress;

    Stranger(NodeOfTest node) {
        this.node = node;
    }

    /** Lets the browser pretend to be a proxy that speaks for this address. */
    Stranger claiming(String address) {
        claimedAddress = address;
        return this;
    }

    /** Where the browser is led after login and password: path and query. */
    String signIn(String login, String password) {
        return led(post("/login", "username=%s&password=%s".formatted(encoded(login), encoded(password))));
    }

    /** Where the browser is led after the code. */
    String giveCode(String code) {
        return led(post("/second-factor", "code=" + encoded(code)));
    }

    boolean isIn() {
        return get("/camunda/api/engine/engine/default/task").statusCode() == 200;
    }

    String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("JSESSIONID"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    /** Takes over a session whose id somebody knows. */
    Stranger withSession(String id) {
        var cookie = new HttpCookie("JSESSIONID", id);
        cookie.setPath("/");
        cookie.setVersion(0);
        cookies.getCookieStore().add(URI.create("http://localhost"), cookie);
        return this;
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** Sends a form with the token that the page of the login carries. */
    HttpResponse<String> post(String path, String form) {
        var page = TOKEN.matcher(get("/login").body());
        var token = page.find() ? "&_csrf=" + encoded(page.group(1)) : "";
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form + token)));
    }

    /** Follows one redirection, wherever it leads. */
    HttpResponse<String> follow(HttpResponse<String> answer) {
        var next = URI.create("http://localhost:" + node.port())
                .resolve(answer.headers().firstValue("Location").orElseThrow());
        return send(HttpRequest.newBuilder(next).GET());
    }

    String led(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "");
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(node.port(), path)));
        return claimedAddress == null ? request : request.header("X-Forwarded-For", claimedAddress);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
