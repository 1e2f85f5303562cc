package otklik.sources;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;

/**
 * Fetches a page whose address somebody has typed: not larger than five megabytes, not longer than twenty seconds, and not from inside the
 * company's own network, wherever the address or a redirect leads, unless the server allows it.
 */
@Component
class FeedFetch {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LARGEST = 5 * 1024 * 1024;
    private static final int REDIRECTS = 5;
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int FIRST_REDIRECT = 300;
    private static final int FIRST_ERROR = 400;

    private final boolean privateAddresses;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    FeedFetch(Settings settings) {
        privateAddresses = settings.sources().privateAddresses();
    }

    /** @param mark what to give to the next {@link #get}, which then answers only if something is new */
    record Page(byte[] body, String type, String mark) {}

    /**
     * @param mark of the last page; null: whatever is there
     * @return empty when nothing has changed
     */
    Optional<Page> get(String url, @Nullable String mark) throws IOException, InterruptedException {
        var address = address(url);
        for (var hop = 0; hop <= REDIRECTS; hop++) {
            requireOutside(address);
            var answer = client.send(request(address, mark), HttpResponse.BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                var status = answer.statusCode();
                if (status == NOT_MODIFIED) {
                    return Optional.empty();
                }
                if (status == OK) {
                    return Optional.of(new Page(
                            read(body),
                            answer.headers().firstValue("Content-Type").orElse("application/xml"),
                            mark(answer)));
                }
                if (status < FIRST_REDIRECT || status >= FIRST_ERROR) {
                    throw new Refusal("sources.feed.status", String.valueOf(status));
                }
                var from = address;
                address = address(answer.headers()
                        .firstValue("Location")
                        .map(to -> from.resolve(to).toString())
                        .orElse(""));
            }
        }
        throw new Refusal("sources.feed.redirects");
    }

    private static HttpRequest request(URI address, @Nullable String mark) {
        var request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("User-Agent", "Otklik")
                .header("Accept", "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.1");
        if (mark != null) {
            var parts = mark.split("\n", 2);
            if (!parts[0].isEmpty()) {
                request.header("If-None-Match", parts[0]);
            }
            if (parts.length > 1 && !parts[1].isEmpty()) {
                request.header("If-Modified-Since", parts[1]);
            }
        }
        return request.build();
    }

    private static String mark(HttpResponse<?> answer) {
        return answer.headers().firstValue("ETag").orElse("") + "\n"
                + answer.headers().firstValue("Last-Modified").orElse("");
    }

    /** A server that sends a byte a minute must not hold the look: the time is for the whole body. */
    private static byte[] read(InputStream body) throws IOException, InterruptedException {
        var reading = CompletableFuture.supplyAsync(() -> {
            try {
                return body.readNBytes(LARGEST + 1);
            } catch (IOException broken) {
                throw new java.io.UncheckedIOException(broken);
            }
        });
        try {
            var bytes = reading.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (bytes.length > LARGEST) {
                throw new Refusal("sources.feed.tooLarge", LARGEST / 1024 / 1024);
            }
            return bytes;
        } catch (TimeoutException slow) {
            body.close();
            throw new Refusal("sources.feed.tooSlow", PATIENCE.toSeconds());
        } catch (ExecutionException broken) {
            throw new IOException(broken.getCause());
        }
    }

    static URI address(String url) {
        try {
            var address = new URI(url);
            var isWeb = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            if (isWeb && address.getHost() != null && address.getUserInfo() == null) {
                return address;
            }
        } catch (URISyntaxException noAddress) {
            throw new Refusal("sources.feed.wrongUrl").at(FeedKind.URL);
        }
        throw new Refusal("sources.feed.wrongUrl").at(FeedKind.URL);
    }

    /** The client asks the name again at once and gets the same answer: Java keeps it for thirty seconds. */
    private void requireOutside(URI address) throws UnknownHostException {
        if (privateAddresses) {
            return;
        }
        var host = address.getHost().replaceAll("^\\[|]$", "");
        for (var found : InetAddress.getAllByName(host)) {
            if (isInside(found)) {
                throw new Refusal("sources.feed.inside", host).at(FeedKind.URL);
            }
        }
    }

    private static boolean isInside(InetAddress address) {
        var bytes = address.getAddress();
        var first = bytes[0] & 0xFF;
        var second = bytes[1] & 0xFF;
        var isSharedOrZero =
                bytes.length == 4 && (first == 0 || first == 100 && second >= 64 && second < 128 || first >= 240);
        var isUniqueLocal = bytes.length == 16 && (first & 0xFE) == 0xFC;
        return isSharedOrZero
                || isUniqueLocal
                || address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress();
    }
}
