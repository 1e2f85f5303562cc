package otklik.telephony;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The manager interface of Asterisk as far as calls need it: logins, originate, hang-up, and what a test makes it tell. */
final class FakeAsterisk implements AutoCloseable {
    final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
    volatile boolean takesCalls = true;

    private final ServerSocket server;
    private final List<Socket> clients = new CopyOnWriteArrayList<>();

    FakeAsterisk() {
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        daemon(this::accept);
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "fake-asterisk");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                var client = server.accept();
                daemon(() -> serve(client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket client) {
        try (client) {
            write(client, "Asterisk Call Manager/7.0.3\r\n");
            var lines = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            var action = new HashMap<String, String>();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    answer(client, Map.copyOf(action));
                    action.clear();
                } else {
                    var colon = line.indexOf(':');
                    action.put(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip());
                }
            }
        } catch (IOException closed) {
            clients.remove(client);
        }
    }

    private void answer(Socket client, Map<String, String> action) throws IOException {
        var id = action.getOrDefault("actionid", "");
        switch (action.getOrDefault("action", "").toLowerCase(Locale.ROOT)) {
            case "challenge" -> respond(client, id, "Success", "Challenge: 12345");
            case "login" -> {
                var isKnown = "otklik".equals(action.get("username"));
                respond(
                        client,
                        id,
                        isKnown ? "Success" : "Error",
                        "Message: " + (isKnown ? "Authentication accepted" : "Authentication failed"));
                if (isKnown) {
                    clients.add(client);
                }
            }
            case "coresettings" -> respond(client, id, "Success", "AMIversion: 7.0.3\r\nAsteriskVersion: 18.10.0");
            case "originate" -> {
                asked.add(action);
                respond(
                        client,
                        id,
                        takesCalls ? "Success" : "Error",
                        "Message: " + (takesCalls ? "Originate successfully queued" : "Permission denied"));
            }
            case "hangup" -> {
                asked.add(action);
                respond(client, id, "Success", "Message: Channel Hungup");
            }
            case "ping" -> respond(client, id, "Success", "Ping: Pong");
            default -> respond(client, id, "Success", "Message: ok");
        }
    }

    private static void respond(Socket client, String id, String response, String more) throws IOException {
        write(client, "Response: %s\r\nActionID: %s\r\n%s\r\n\r\n".formatted(response, id, more));
    }

    /** Tells everybody who is logged in. */
    void tell(String event, String... fields) {
        var text = new StringBuilder("Event: " + event + "\r\n");
        for (var i = 0; i < fields.length; i += 2) {
            text.append(fields[i]).append(": ").append(fields[i + 1]).append("\r\n");
        }
        for (var client : clients) {
            try {
                write(client, text + "\r\n");
            } catch (IOException gone) {
                clients.remove(client);
            }
        }
    }

    /** As a restart of Asterisk does. */
    void dropEverybody() throws IOException {
        for (var client : clients) {
            client.close();
        }
        clients.clear();
    }

    private static void write(Socket client, String text) throws IOException {
        synchronized (client) {
            client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            client.getOutputStream().flush();
        }
    }

    Line line() {
        return new Line(
                Map.of(
                        "host", "localhost",
                        "port", String.valueOf(server.getLocalPort()),
                        "user", "otklik",
                        "password", "right",
                        "channel", "PJSIP/[extension]",
                        "trunk", "PJSIP/[number]@trunk",
                        "callerId", "",
                        "recordings", "https://pbx.example/rec/[id].wav"),
                "101");
    }

    @Override
    public void close() {
        try {
            server.close();
            dropEverybody();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
