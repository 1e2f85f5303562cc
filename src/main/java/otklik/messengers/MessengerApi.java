package otklik.messengers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Calls the HTTP interface of a messenger; both take forms and answer with JSON. */
@Component
class MessengerApi {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int FIRST_SERVER_ERROR = 500;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** The other side has answered, but not what it promises: nobody can know whether it has done what it was asked. */
    static final class Unclear extends IOException {
        Unclear(String message) {
            super(message);
        }
    }

    /** @throws IOException when there is no answer; {@link java.net.ConnectException} when certainly nothing was asked */
    JsonNode call(String address, Map<String, String> form) throws IOException, InterruptedException {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(address))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** A form with one file. */
    JsonNode upload(String address, Map<String, String> form, String field, String name, String type, byte[] content)
            throws IOException, InterruptedException {
        var boundary = "otklik-" + java.util.UUID.randomUUID();
        var parts = new ArrayList<byte[]>();
        form.forEach((key, value) -> parts.add("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(boundary, key, value)
                .getBytes(StandardCharsets.UTF_8)));
        parts.add("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
                .formatted(boundary, field, name.replaceAll("[\"\\p{Cntrl}]", "_"), type)
                .getBytes(StandardCharsets.UTF_8));
        parts.add(content);
        parts.add("\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(URI.create(address))
                .timeout(PATIENCE.multipliedBy(2))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArrays(List.copyOf(parts))));
    }

    JsonNode read(String text) throws IOException {
        return json.readTree(text);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= FIRST_SERVER_ERROR) {
            throw new Unclear("The answer was " + answer.statusCode());
        }
        try {
            var document = json.readTree(answer.body());
            if (document == null || !document.isObject()) {
                throw new Unclear("The answer was no JSON object");
            }
            return document;
        } catch (com.fasterxml.jackson.core.JsonProcessingException garbage) {
            throw new Unclear("The answer was no JSON");
        }
    }

    /** A long text in parts that a messenger takes; at a line break where there is one. */
    static List<String> parts(String text, int most) {
        var parts = new ArrayList<String>();
        var rest = text;
        while (rest.length() > most) {
            var lineBreak = rest.lastIndexOf('\n', most);
            var end = lineBreak > most / 2 ? lineBreak : most;
            var part = otklik.kernel.ForeignText.cut(rest, end);
            parts.add(part);
            rest = rest.substring(part.length()).stripLeading();
        }
        parts.add(rest);
        return parts;
    }
}
