package otklik.mailings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A mail server that takes letters, remembers them by recipient and refuses those to boxes that it does not have. */
final class FakeSmtp implements AutoCloseable {
    /** Letters to addresses that begin so are refused for good. */
    static final String NO_BOX = "nobody";

    private final ServerSocket socket;
    private final Duration pause;
    private final Map<String, List<String>> letters = new ConcurrentHashMap<>();

    /** @param pause before each letter is confirmed */
    FakeSmtp(Duration pause) throws IOException {
        this.pause = pause;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var acceptor = new Thread(this::accept, "fake-smtp");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The letters that were confirmed, source and all, by address of the recipient. */
    Map<String, List<String>> letters() {
        return letters;
    }

    List<String> to(String address) {
        return letters.getOrDefault(address, List.of());
    }

    int count() {
        return letters.values().stream().mapToInt(List::size).sum();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                var talk = new Thread(() -> talk(client), "fake-smtp-talk");
                talk.setDaemon(true);
                talk.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client;
                var in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                var out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.ISO_8859_1)) {
            say(out, "220 fake");
            var recipient = "";
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var command = line.toUpperCase(Locale.ROOT);
                if (command.startsWith("RCPT TO:")) {
                    recipient = line.replaceAll(".*<(.*)>.*", "$1");
                    say(out, recipient.startsWith(NO_BOX) ? "550 5.1.1 no such box" : "250 ok");
                } else if (command.equals("DATA")) {
                    say(out, "354 go on");
                    var letter = read(in);
                    if (letter == null) {
                        return;
                    }
                    letters.computeIfAbsent(recipient, key -> new CopyOnWriteArrayList<>())
                            .add(letter);
                    LockSupport.parkNanos(pause.toNanos());
                    say(out, "250 taken");
                } else if (command.equals("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, "250 ok");
                }
            }
        } catch (IOException gone) {
            // The other side hung up, which a killed node does.
            return;
        }
    }

    private static String read(BufferedReader in) throws IOException {
        var letter = new StringBuilder();
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) {
                return letter.toString();
            }
            letter.append(line).append('\n');
        }
        return null;
    }

    private static void say(PrintWriter out, String reply) {
        out.print(reply + "\r\n");
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
