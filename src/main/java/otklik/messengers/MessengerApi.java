package otklik.messengers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;

/** Calls the HTTP interface of a messenger; both take forms and answer with JSON. */
@Component
class MessengerApi {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** For the body, after the time in which the answer has to begin. */
    private static final Duration BODY = Duration.ofSeconds(5);

    private static final int FIRST_SERVER_ERROR = 500;
    private static final int LARGEST_PORT = 65535;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** The other side has answered, but not what it promises: nobody can know whether it has done what it was asked. */
    static final class Unclear extends IOException {
        Unclear(String message) {
            super(message);
        }
    }

    /** Refuses what is not the address of a server alone, at the field {@code api}: a method is put behind it. */
    static void check(String address) {
        if (!isServer(address)) {
            throw new Refusal("messengers.wrongApi").at("api");
        }
    }

    private static boolean isServer(String address) {
        try {
            var found = new URI(address);
            return ("http".equals(found.getScheme()) || "https".equals(found.getScheme()))
                    && found.getHost() != null
                    && found.getPort() <= LARGEST_PORT
                    && found.getRawUserInfo() == null
                    && found.getRawPath().isEmpty()
                    && found.getRawQuery() == null
                    && found.getRawFragment() == null;
        } catch (URISyntaxException noAddress) {
            return false;
        }
    }

    /** A request to an address which holds the token: whatever is wrong with it is said without it. */
    private static HttpRequest.Builder request(String address) throws ConnectException {
        try {
            return HttpRequest.newBuilder(URI.create(address));
        } catch (IllegalArgumentException noAddress) {
            throw new ConnectException("The address of the server cannot be called");
        }
    }

    /** @throws IOException when there is no answer; {@link java.net.ConnectException} when certainly nothing was asked */
    JsonNode call(String address, Map<String, String> form) throws IOException, InterruptedException {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(address)
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
        return send(request(address)
                .timeout(PATIENCE.multipliedBy(2))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArrays(List.copyOf(parts))));
    }

    JsonNode read(String text) throws IOException {
        return json.readTree(text);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = answer(request.build());
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

    /** The timeout of a request ends with the headers; a body that never ends must not hold the thread either. */
    private HttpResponse<String> answer(HttpRequest request) throws IOException, InterruptedException {
        var limit = request.timeout().orElse(PATIENCE).plus(BODY);
        var answer = client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            answer.cancel(true);
            throw new HttpTimeoutException("The answer did not end in %d seconds".formatted(limit.toSeconds()));
        } catch (InterruptedException stopping) {
            answer.cancel(true);
            throw stopping;
        } catch (ExecutionException failure) {
            // The kind of the failure says whether anything was asked.
            if (failure.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new IOException("The call has failed", failure.getCause());
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
