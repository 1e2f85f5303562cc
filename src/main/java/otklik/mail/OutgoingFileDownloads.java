package otklik.mail;

import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import otklik.security.Cases;
import otklik.security.CurrentUser;

/** Files of our own letters, for those who may see the case; for everybody else there is none. Nothing runs here: it is saved. */
@RestController
class OutgoingFileDownloads {
    private final OutgoingFiles files;
    private final Cases cases;

    OutgoingFileDownloads(OutgoingFiles files, Cases cases) {
        this.files = files;
        this.cases = cases;
    }

    @GetMapping("/files/{id}")
    ResponseEntity<byte[]> file(@PathVariable("id") long id) {
        // Nobody may see every case, as a step of a process; over the web nobody is a stranger.
        return files.caseOf(id)
                .filter(caseKey -> CurrentUser.login().isPresent() && cases.maySee(caseKey))
                .flatMap(caseKey -> files.content(id))
                .map(OutgoingFileDownloads::answer)
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private static ResponseEntity<byte[]> answer(OutgoingFiles.Content content) {
        var disposition = ContentDisposition.attachment()
                .filename(content.file().name(), StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .contentType(MediaType.parseMediaType(content.file().type()))
                .body(content.bytes());
    }
}
