package otklik.sources;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;

/** Whether the address that others call leads to us, asked by the way that they go themselves. */
@Component
class IntakeReach {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int FOUND = 204;

    private final Settings settings;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    IntakeReach(Settings settings) {
        this.settings = settings;
    }

    /** The address of a source, to be given to those who call. */
    String address(String key) {
        return settings.link("api/intake/" + key);
    }

    SourceKind.Words test(Source source) throws Exception {
        if (source.key().isEmpty()) {
            return SourceKind.Words.of("sources.intake.saveFirst");
        }
        var address = address(source.key());
        var request =
                HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).build();
        var status =
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != FOUND) {
            throw new Refusal("sources.intake.unreachable", address, String.valueOf(status));
        }
        return SourceKind.Words.of("sources.intake.reachable", address);
    }
}
