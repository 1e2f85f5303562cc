package otklik.mail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import otklik.security.CurrentUser;

/**
 * Received letters as files, for those who may see where the letter stands; for everybody else there is none. All of it was written by
 * strangers: nothing here may run, load or be taken for something else.
 */
@RestController
@RequestMapping("/letters/{id}")
class LetterFiles {
    /** The frame's ancestors are named because a sandboxed page is shown inside our own screens and nowhere else. */
    private static final String POLICY =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

    private static final Set<String> HARMLESS = Set.of("image/png", "image/jpeg", "image/gif", "application/pdf");

    private final Letters letters;
    private final List<LetterReaders> readers;

    LetterFiles(Letters letters, List<LetterReaders> readers) {
        this.letters = letters;
        this.readers = readers;
    }

    /** Runs before whatever is asked of a letter. */
    @ModelAttribute
    void requireReader(@PathVariable("id") long id) {
        // Nobody may do everything, as a step of a process; over the web nobody is a stranger.
        var isPerson = CurrentUser.login().isPresent();
        if (!isPerson || readers.stream().noneMatch(reader -> reader.mayRead(id))) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    /** The letter's HTML as a harmless page; 404 where it has none. */
    @GetMapping("/html")
    ResponseEntity<byte[]> html(@PathVariable("id") long id) {
        var letter = letters.find(id).filter(ReceivedLetter::hasHtml);
        var html = letter.flatMap(found -> letters.raw(id))
                .map(raw -> LetterParser.parse(raw).html());
        return html.map(found -> answer().contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                        .body(LetterHtml.page(found).getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    /** The letter as it came. */
    @GetMapping("/raw")
    ResponseEntity<byte[]> raw(@PathVariable("id") long id) {
        return letters.raw(id)
                .map(raw -> file("letter-%d.eml".formatted(id), "message/rfc822", raw))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    @GetMapping("/attachments/{position}")
    ResponseEntity<byte[]> attachment(@PathVariable("id") long id, @PathVariable("position") int position) {
        var attachment = letters.find(id).stream()
                .flatMap(letter -> letter.attachments().stream())
                .filter(file -> file.position() == position)
                .findFirst();
        return attachment
                .flatMap(file -> letters.raw(id)
                        .flatMap(raw -> LetterParser.content(raw, position))
                        .map(content -> file(
                                file.name(),
                                HARMLESS.contains(file.type()) ? file.type() : MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                content)))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private static ResponseEntity<byte[]> file(String name, String type, byte[] content) {
        var disposition = ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build();
        return answer().header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .contentType(MediaType.parseMediaType(type))
                .body(content);
    }

    private static ResponseEntity.BodyBuilder answer() {
        return ResponseEntity.ok()
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff");
    }
}
