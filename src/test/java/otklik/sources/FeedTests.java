package otklik.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import otklik.kernel.Refusal;

/** Feeds from a real server over HTTP. */
class FeedTests {
    private static final String KEY = "news";
    private static final String RSS =
            """
            <?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Tenders</title>%s</channel></rss>""";

    private HttpServer server;
    private SourcesWorld world;
    private volatile byte[] page;
    private volatile String tag = "\"1\"";
    private final List<Integer> answers = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/feed", this::answer);
        server.createContext("/away", exchange -> {
            exchange.getResponseHeaders().add("Location", "/feed");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        show(item("1", "Семинар", "Нужен &lt;b&gt;семинар&lt;/b&gt;&lt;script&gt;alert(1)&lt;/script&gt;"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
        if (world != null) {
            world.close();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var isKnown = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        exchange.getResponseHeaders().add("ETag", tag);
        exchange.getResponseHeaders().add("Content-Type", "application/rss+xml");
        answers.add(isKnown ? 304 : 200);
        if (isKnown) {
            exchange.sendResponseHeaders(304, -1);
        } else {
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        }
        exchange.close();
    }

    private void show(String... items) {
        page = RSS.formatted(String.join("", items)).getBytes(StandardCharsets.UTF_8);
    }

    private static String item(String id, String title, String text) {
        return "<item><guid>%s</guid><title>%s</title><description>%s</description><link>https://t.example/%s</link><category>it</category><pubDate>Fri, 02 Oct 2026 10:00:00 +0300</pubDate></item>"
                .formatted(id, title, text, id);
    }

    private String url(String path) {
        return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
    }

    private void watch(boolean privateAddresses, String path) {
        world = new SourcesWorld(
                Map.of("otklik.sources.private-addresses", String.valueOf(privateAddresses)),
                FeedKind.class,
                FeedFetch.class);
        world.sources().add(KEY, FeedKind.KEY, "News", Map.of("url", url(path)));
    }

    @Test
    void each_entry_is_a_message_without_markup() {
        watch(true, "/feed");

        world.lookNow(KEY);

        var item = world.told.get(0).item();
        assertThat(item.subject()).isEqualTo("Семинар");
        assertThat(item.text()).isEqualTo("Нужен семинар");
        assertThat(item.link()).isEqualTo("https://t.example/1");
        assertThat(item.senderName()).isEqualTo("Tenders");
        assertThat(item.fields()).containsEntry("category", "it");
        assertThat(item.sentAt()).isEqualTo("2026-10-02T07:00:00Z");
        assertThat(world.card(KEY).healthy()).isTrue();
    }

    @Test
    void e5_anEntryThatStandsThereAgainIsStoredOnceAndTheFeedIsAskedForNewsOnly() {
        watch(true, "/feed");

        world.lookNow(KEY);
        world.lookNow(KEY);
        tag = "\"2\"";
        show(item("2", "Two", "Two"), item("1", "Семинар", "Нужен &lt;b&gt;семинар&lt;/b&gt;"));
        world.lookNow(KEY);

        assertThat(answers).containsExactly(200, 304, 200);
        assertThat(world.told).extracting(told -> told.item().subject()).containsExactly("Семинар", "Two");
        assertThat(world.card(KEY).today().repeats()).isEqualTo(1);
    }

    @Test
    void e6_anEntryThatIsChangedIsAnotherRevisionOfTheSame() {
        watch(true, "/feed");
        world.lookNow(KEY);
        tag = "\"2\"";
        show(item("1", "Семинар", "Уже не нужен"));

        world.lookNow(KEY);

        assertThat(world.told).extracting(ItemReceived::edited).containsExactly(false, true);
        var revisions = world.bean(Items.class).revisions(world.told.get(1).item());
        assertThat(revisions).extracting(ReceivedItem::text).containsExactly("Нужен семинар", "Уже не нужен");
        assertThat(revisions).extracting(ReceivedItem::revision).containsExactly(0, 1);
    }

    @Test
    void of_a_long_feed_the_newest_entries_are_taken_oldest_first() {
        watch(true, "/feed");
        show(java.util.stream.IntStream.rangeClosed(0, 200)
                .mapToObj(i ->
                        item("n" + i, "N" + i, "Text").replace("10:00:00", "10:%02d:%02d".formatted(i / 60, i % 60)))
                .toArray(String[]::new));

        world.lookNow(KEY);

        assertThat(world.told).hasSize(200);
        assertThat(world.told.get(0).item().subject()).isEqualTo("N1");
        assertThat(world.told.get(199).item().subject()).isEqualTo("N200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no xml at all",
                "<html><body>Sorry</body></html>",
                "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss version=\"2.0\"><channel><title>&x;</title></channel></rss>",
            })
    void e7_aFeedThatReturnsGarbageIsUnhealthyUntilItReturnsAFeed(String garbage) {
        watch(true, "/feed");
        page = garbage.getBytes(StandardCharsets.UTF_8);

        world.lookNow(KEY);
        var broken = world.card(KEY);
        show(item("1", "Fine", "Fine"));
        world.lookNow(KEY);

        assertThat(broken.state()).isEqualTo(SourceState.FAILS);
        assertThat(broken.lastError()).isNotBlank().doesNotContain("root:");
        assertThat(world.told).hasSize(1);
        assertThat(world.card(KEY).state()).isEqualTo(SourceState.WORKS);
    }

    @Test
    void e7_aFeedThatIsTooLargeIsNotReadToItsEnd() {
        watch(true, "/feed");
        page = new byte[6 * 1024 * 1024];

        world.lookNow(KEY);

        assertThat(world.card(KEY).lastError()).contains("5");
        assertThat(world.told).isEmpty();
    }

    @Test
    void a_feed_may_not_lie_in_the_companys_own_network() {
        watch(false, "/feed");

        world.lookNow(KEY);

        assertThat(world.card(KEY).healthy()).isFalse();
        assertThat(world.card(KEY).lastError()).contains("private-addresses");
        assertThat(answers).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://10.0.0.1/",
                        "http://169.254.169.254/",
                "http://0.0.0.0/", "http://192.168.1.1/", "http://100.64.0.1/", "http://[fd00::1]/",
                        "http://2130706433/"
            })
    void an_address_inside_is_known_in_every_spelling(String inside) {
        watch(false, "/feed");

        assertThatThrownBy(() -> world.sources().test(null, FeedKind.KEY, Map.of("url", inside)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.key())
                        .isIn("sources.feed.inside", "sources.feed.wrongUrl"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://x/feed", "news", "http://user:pass@host/feed"})
    void only_a_page_of_the_web_is_an_address(String url) {
        watch(true, "/feed");

        assertThatThrownBy(() -> world.sources().add("other", FeedKind.KEY, "Other", Map.of("url", url)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("url"));
    }

    @Test
    void a_redirect_is_followed_and_the_button_says_what_was_found() {
        watch(true, "/away");

        assertThat(world.sources().test(KEY).arguments()).containsExactly("Tenders", 1);
    }

    @Test
    void a_paused_feed_is_not_asked() {
        watch(true, "/feed");
        world.sources().pause(KEY);

        assertThat(world.lookNow(KEY)).isFalse();
        assertThat(answers).isEmpty();
    }
}
