package otklik.messengers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The Bot API as its documentation says: updates until they are confirmed by an offset, webhook or questions but not both. */
final class FakeTelegram implements AutoCloseable {
    static final String TOKEN = "123456:ABC-DEF_ghijklmnop";

    final List<Map<String, String>> sent = new CopyOnWriteArrayList<>();
    final List<String> files = new CopyOnWriteArrayList<>();
    volatile String webhook = "";
    volatile String webhookSecret = "";
    /** Answered instead of taking a message: code and description. */
    volatile int refuses;
    /** Refuses after so many messages. */
    volatile int refusesAfter = Integer.MAX_VALUE;

    private final ObjectMapper json = new ObjectMapper();
    private final TreeMap<Long, ObjectNode> updates = new TreeMap<>();
    private final HttpServer server;
    private long nextUpdate = 1000;

    FakeTelegram() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param message the inside of the message beside its ids */
    synchronized ObjectNode update(String kind, long chat, long id, String message) throws IOException {
        var update = json.createObjectNode();
        update.put("update_id", nextUpdate);
        var node = (ObjectNode) json.readTree("{%s}".formatted(message));
        node.put("message_id", id);
        node.putObject("chat").put("id", chat).put("type", "private");
        node.putObject("from")
                .put("id", chat)
                .put("first_name", "Иван")
                .put("last_name", "Петров")
                .put("username", "ivan");
        update.set(kind, node);
        updates.put(nextUpdate++, update);
        return update;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = exchange.getRequestBody().readAllBytes();
        if (!path.startsWith("/bot" + TOKEN + "/")) {
            refuse(exchange, 401, "Unauthorized");
            return;
        }
        var form = exchange.getRequestHeaders().getFirst("Content-Type").startsWith("multipart")
                ? Map.<String, String>of()
                : form(new String(body, StandardCharsets.UTF_8));
        switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "getMe" -> reply(exchange, "{\"id\": 123456, \"is_bot\": true, \"username\": \"otklik_bot\"}");
            case "getUpdates" -> {
                if (!webhook.isEmpty()) {
                    refuse(
                            exchange,
                            409,
                            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
                    return;
                }
                updates.headMap(Long.parseLong(form.getOrDefault("offset", "0")))
                        .clear();
                reply(exchange, json.writeValueAsString(updates.values()));
            }
            case "deleteWebhook" -> {
                webhook = "";
                reply(exchange, "true");
            }
            case "setWebhook" -> {
                webhook = form.get("url");
                webhookSecret = form.get("secret_token");
                reply(exchange, "true");
            }
            case "getWebhookInfo" ->
                reply(exchange, "{\"url\": \"%s\", \"pending_update_count\": 0}".formatted(webhook));
            case "sendMessage" -> {
                if (refuses != 0 || sent.size() >= refusesAfter) {
                    refuse(exchange, refuses == 0 ? 403 : refuses, "Forbidden: bot was blocked by the user");
                    return;
                }
                sent.add(form);
                reply(exchange, "{\"message_id\": 1}");
            }
            case "sendDocument" -> {
                files.add(new String(body, StandardCharsets.UTF_8));
                reply(exchange, "{\"message_id\": 2}");
            }
            default -> refuse(exchange, 404, "Not Found");
        }
    }

    private static Map<String, String> form(String body) {
        var form = new HashMap<String, String>();
        for (var pair : body.split("&")) {
            if (!pair.isEmpty()) {
                var parts = pair.split("=", 2);
                form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    private static void reply(HttpExchange exchange, String result) throws IOException {
        send(exchange, 200, "{\"ok\": true, \"result\": %s}".formatted(result));
    }

    private static void refuse(HttpExchange exchange, int code, String description) throws IOException {
        send(
                exchange,
                code,
                "{\"ok\": false, \"error_code\": %d, \"description\": \"%s\"}".formatted(code, description));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
