package otklik.sources;

import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import otklik.kernel.ForeignText;
import otklik.kernel.Refusal;

/** Feeds (RSS, Atom): each entry is a message, one that is changed is an edit. Asked only for what is new since the last look. */
@Component
class FeedKind implements SourceKind {
    static final String KEY = "feed";

    private static final Logger log = LoggerFactory.getLogger(FeedKind.class);
    static final String URL = "url";
    private static final String MINUTES = "minutes";
    private static final int MOST_MINUTES = 10_080;
    private static final int MOST_ENTRIES = 200;

    private final Items items;
    private final FeedFetch fetch;

    FeedKind(Items items, FeedFetch fetch) {
        this.items = items;
        this.fetch = fetch;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public List<Field> fields() {
        return List.of(Field.text(URL).mandatory(), Field.number(MINUTES, "15"));
    }

    @Override
    public void check(Source source) {
        FeedFetch.address(source.setting(URL));
        var minutes = Integer.parseInt(source.setting(MINUTES));
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw new Refusal("sources.feed.wrongMinutes", MOST_MINUTES).at(MINUTES);
        }
    }

    @Override
    public Optional<Duration> pollInterval(Source source) {
        return Optional.of(Duration.ofMinutes(Integer.parseInt(source.setting(MINUTES))));
    }

    @Override
    public Words test(Source source) throws Exception {
        var page = fetch.get(source.setting(URL), null).orElseThrow();
        var feed = parse(page);
        return Words.of(
                "sources.feed.found",
                Objects.requireNonNullElse(feed.getTitle(), source.setting(URL)),
                feed.getEntries().size());
    }

    @Override
    public Optional<String> poll(Source source) throws Exception {
        var page = fetch.get(source.setting(URL), source.mark());
        if (page.isEmpty()) {
            return Optional.empty();
        }
        var feed = parse(page.get());
        newest(source, feed).forEach(entry -> items.receive(source, draft(feed, entry)));
        return Optional.of(page.get().mark());
    }

    /** The newest entries, oldest first; those without a date count as the oldest, since feeds begin with the newest. */
    private static List<SyndEntry> newest(Source source, SyndFeed feed) {
        var all = feed.getEntries();
        if (all.size() > MOST_ENTRIES) {
            log.warn(
                    "The feed {} holds {} entries; the {} oldest are left out",
                    source.key(),
                    all.size(),
                    all.size() - MOST_ENTRIES);
        }
        var newest = all.stream()
                .sorted(Comparator.comparing(FeedKind::moment, Comparator.nullsLast(Comparator.reverseOrder())))
                .limit(MOST_ENTRIES)
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(newest);
        return newest;
    }

    /** Refuses documents that name others (DOCTYPE): nothing is read but what was fetched. */
    private static SyndFeed parse(FeedFetch.Page page) throws IOException {
        var input = new SyndFeedInput();
        input.setAllowDoctypes(false);
        try (var reader = new XmlReader(new ByteArrayInputStream(page.body()), page.type(), true)) {
            return input.build(reader);
        } catch (FeedException | IllegalArgumentException garbage) {
            throw new Refusal("sources.feed.garbage", ForeignText.cut(String.valueOf(garbage.getMessage()), 200));
        }
    }

    private static ItemDraft draft(SyndFeed feed, SyndEntry entry) {
        var title = plain(entry.getTitle());
        var html = entry.getContents().isEmpty()
                ? entry.getDescription()
                : entry.getContents().get(0);
        var body = html == null ? "" : Objects.requireNonNullElse(html.getValue(), "");
        var id = Stream.of(entry.getUri(), entry.getLink())
                .filter(found -> found != null && !found.isBlank())
                .findFirst()
                .orElse(title);
        return new ItemDraft(
                id,
                true,
                new ItemDraft.Sender(
                        Stream.of(entry.getAuthor(), feed.getTitle())
                                .filter(found -> found != null && !found.isBlank())
                                .findFirst()
                                .orElse(""),
                        null,
                        null,
                        null,
                        null),
                title,
                isPlain(html) ? body : plain(body),
                entry.getLink(),
                categories(entry),
                moment(entry),
                (title + "\n\n" + body).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isPlain(@Nullable SyndContent content) {
        return content != null
                && "text/plain".equals(content.getType())
                && !content.getValue().contains("<");
    }

    private static String plain(@Nullable String html) {
        return html == null ? "" : ForeignText.ofHtml(html);
    }

    private static Map<String, String> categories(SyndEntry entry) {
        var names = entry.getCategories().stream()
                .map(SyndCategory::getName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? Map.of() : Map.of("category", names);
    }

    private static @Nullable Instant moment(SyndEntry entry) {
        return Stream.of(entry.getUpdatedDate(), entry.getPublishedDate())
                .filter(Objects::nonNull)
                .findFirst()
                .map(Date::toInstant)
                .orElse(null);
    }
}
