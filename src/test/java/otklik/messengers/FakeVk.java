package otklik.messengers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The methods of VK that we call, as its documentation says: errors with status 200, a random_id that is taken once. */
final class FakeVk implements AutoCloseable {
    static final String TOKEN = "vk1.a.key";

    final List<Map<String, String>> sent = new CopyOnWriteArrayList<>();
    volatile int refuses;
    /** Takes the message and hangs up before the answer. */
    volatile boolean hangsUp;

    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final HttpServer server;

    FakeVk() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/method/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var form = new HashMap<String, String>();
        for (var pair : new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("&")) {
            var parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        if (!TOKEN.equals(form.get("access_token")) || form.get("v") == null) {
            send(exchange, "{\"error\": {\"error_code\": 5, \"error_msg\": \"User authorization failed\"}}");
            return;
        }
        switch (exchange.getRequestURI().getPath().replaceFirst("^/method/", "")) {
            case "groups.getById" ->
                send(exchange, "{\"response\": {\"groups\": [{\"id\": 77, \"name\": \"Курсы\"}]}}");
            case "users.get" ->
                send(exchange, "{\"response\": [{\"id\": 5, \"first_name\": \"Анна\", \"last_name\": \"Петрова\"}]}");
            case "messages.send" -> {
                if (refuses != 0) {
                    send(
                            exchange,
                            "{\"error\": {\"error_code\": %d, \"error_msg\": \"Can't send messages\"}}"
                                    .formatted(refuses));
                    return;
                }
                if (taken.add(form.get("random_id"))) {
                    sent.add(form);
                }
                if (hangsUp) {
                    exchange.close();
                    return;
                }
                send(exchange, "{\"response\": 1}");
            }
            default -> send(exchange, "{\"error\": {\"error_code\": 3, \"error_msg\": \"Unknown method\"}}");
        }
    }

    private static void send(HttpExchange exchange, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
