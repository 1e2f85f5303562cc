package otklik.sources;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import otklik.security.CurrentUser;

/** The raw text of received items, for those who may see where the item stands; for everybody else there is none. */
@RestController
class ItemFiles {
    private final Items items;
    private final List<ItemReaders> readers;

    ItemFiles(Items items, List<ItemReaders> readers) {
        this.items = items;
        this.readers = readers;
    }

    /** The bytes as they came, to be saved: a stranger wrote them, nothing of it may run or be shown as a page. */
    @GetMapping("/items/{id}/raw")
    ResponseEntity<byte[]> raw(@PathVariable("id") long id) {
        // Nobody may do everything, as a step of a process; over the web nobody is a stranger.
        var isReader = CurrentUser.login().isPresent() && readers.stream().anyMatch(reader -> reader.mayReadItem(id));
        return (isReader ? items.raw(id) : java.util.Optional.<byte[]>empty())
                .map(raw -> ResponseEntity.ok()
                        .header("Content-Security-Policy", "sandbox; default-src 'none'")
                        .header("X-Content-Type-Options", "nosniff")
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename("item-%d.txt".formatted(id), StandardCharsets.UTF_8)
                                        .build()
                                        .toString())
                        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                        .body(raw))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
