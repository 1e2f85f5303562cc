package otklik.telephony;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;

/** Asks a provider over HTTP: nothing larger than a megabyte, nothing longer than ten seconds, no redirects. */
@Component
class WebCalls {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LARGEST = 1024 * 1024;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param body null node where the answer was no JSON */
    record Answer(int status, JsonNode body) {
        boolean isGood() {
            return status >= 200 && status < 300;
        }
    }

    /** Refuses what is not the address of a server alone, at the field. */
    static void check(String address, String field) {
        try {
            var found = new URI(address);
            if (("http".equals(found.getScheme()) || "https".equals(found.getScheme()))
                    && found.getHost() != null
                    && found.getRawUserInfo() == null
                    && found.getRawPath().isEmpty()
                    && found.getRawQuery() == null
                    && found.getRawFragment() == null) {
                return;
            }
        } catch (URISyntaxException noAddress) {
            throw new Refusal("telephony.wrongServer").at(field);
        }
        throw new Refusal("telephony.wrongServer").at(field);
    }

    String write(Object document) throws IOException {
        return json.writeValueAsString(document);
    }

    /** @throws ConnectException when certainly nothing was asked; any other failure leaves that open */
    Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var asked = client.sendAsync(
                request.timeout(PATIENCE).build(),
                info -> HttpResponse.BodySubscribers.mapping(
                        HttpResponse.BodySubscribers.ofInputStream(), body -> body));
        try {
            var answer = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            try (var body = answer.body()) {
                return new Answer(answer.statusCode(), read(body.readNBytes(LARGEST)));
            }
        } catch (TimeoutException slow) {
            asked.cancel(true);
            throw new HttpTimeoutException("No answer in %d seconds".formatted(PATIENCE.toSeconds()));
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new IOException("The call has failed", failure.getCause());
        }
    }

    private JsonNode read(byte[] body) {
        try {
            var document = json.readTree(body);
            return document == null ? json.nullNode() : document;
        } catch (IOException noJson) {
            return json.nullNode();
        }
    }
}
