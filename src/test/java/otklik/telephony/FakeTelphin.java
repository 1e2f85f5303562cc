package otklik.telephony;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Telphin as we know it from its documentation, on this machine. */
final class FakeTelphin implements AutoCloseable {
    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile int callbackStatus = 201;
    volatile String callbackAnswer = "{\"call_api_id\":\"api-1\"}";
    volatile String secret = "right";
    /** The token that is taken now. */
    volatile String token = "t1";

    private final HttpServer server;

    FakeTelphin() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestMethod() + " " + path + " " + body);
        if (path.equals("/oauth/token")) {
            var isKnown = body.contains("client_secret=" + secret) && body.contains("grant_type=client_credentials");
            say(
                    exchange,
                    isKnown ? 200 : 401,
                    isKnown
                            ? "{\"access_token\":\"%s\",\"expires_in\":3600,\"token_type\":\"Bearer\"}".formatted(token)
                            : "{\"error\":\"invalid_client\"}");
        } else if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            say(exchange, 401, "{\"message\":\"Unauthorized\"}");
        } else if (path.endsWith("/callback/")) {
            say(exchange, callbackStatus, callbackAnswer);
        } else if (path.endsWith("/client/@me/extension/")) {
            say(exchange, 200, "[{\"id\":4711,\"name\":\"00012*101\"},{\"id\":4712,\"name\":\"00012*102\"}]");
        } else if (path.endsWith("/event/") && exchange.getRequestMethod().equals("GET")) {
            say(exchange, 200, "[]");
        } else if (path.endsWith("/storage_url/")) {
            say(exchange, 200, "{\"record_url\":\"https://storage.telphin.example/r.mp3\"}");
        } else {
            say(exchange, 200, "{}");
        }
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    Line line() {
        return new Line(
                Map.of(
                        "server", address(),
                        "clientId", "our-app",
                        "clientSecret", "right",
                        "secret", "0123456789abcdef01234567"),
                "101");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
