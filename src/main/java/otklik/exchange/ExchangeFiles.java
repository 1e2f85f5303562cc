package otklik.exchange;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import otklik.batches.BatchRow;
import otklik.kernel.Refusal;
import otklik.security.CurrentUser;

/** Files that are made here, for those whose they are; for everybody else there is none. They are written while they are sent. */
@RestController
class ExchangeFiles {
    private static final int PAGE = 1000;

    private final Exports exports;
    private final Imports imports;
    private final BusinessCards cards;
    private final ImportTables tables;
    private final ImportTexts texts;

    ExchangeFiles(Exports exports, Imports imports, BusinessCards cards, ImportTables tables, ImportTexts texts) {
        this.exports = exports;
        this.imports = imports;
        this.cards = cards;
        this.tables = tables;
        this.texts = texts;
    }

    @GetMapping("/files/exports/{batch}")
    void export(@PathVariable("batch") long batch, HttpServletResponse response) throws IOException {
        requirePerson();
        var file = exports.file(batch).orElseThrow(ExchangeFiles::none);
        head(
                response,
                "companies-%d.%s".formatted(batch, file.format().extension()),
                file.format().type());
        exports.write(file, response.getOutputStream());
    }

    /** The rows that were not imported, as they came and with the reasons: to be mended and given again. */
    @GetMapping("/files/imports/{batch}/rejected")
    void rejected(@PathVariable("batch") long batch, HttpServletResponse response) throws IOException {
        requirePerson();
        var file = imports.ofBatch(batch).orElseThrow(ExchangeFiles::none);
        var locale = texts.of(CurrentUser.login().orElseThrow());
        head(response, "rejected-%d.csv".formatted(batch), ExportFormat.CSV.type());
        try (var writer = TableWriter.of(ExportFormat.CSV, response.getOutputStream())) {
            var header = new ArrayList<>(file.header());
            header.add(Refusal.text("exchange.line", locale));
            header.add(Refusal.text("exchange.verdict", locale));
            header.add(Refusal.text("exchange.reason", locale));
            writer.row(header);
            for (var verdict : List.of(Verdict.INVALID, Verdict.DOUBLE, Verdict.SUPPRESSED)) {
                var offset = 0;
                List<BatchRow> rows;
                do {
                    rows = imports.rows(batch, verdict, offset, PAGE);
                    for (var row : rows) {
                        writer.row(rejected(file, row, verdict, locale));
                    }
                    offset += PAGE;
                } while (rows.size() == PAGE);
            }
        }
    }

    private List<String> rejected(ImportCard file, BatchRow row, Verdict verdict, Locale locale) {
        var line = tables.line(row.payload());
        var cells = new ArrayList<>(line.cells());
        while (cells.size() < file.header().size()) {
            cells.add("");
        }
        cells.add(String.valueOf(line.line()));
        cells.add(Refusal.text(Refusal.keyOf(verdict), locale));
        cells.add(row.note() == null ? "" : row.note());
        return cells;
    }

    @GetMapping("/files/people/{number}/vcard")
    void card(@PathVariable("number") String number, HttpServletResponse response) throws IOException {
        requirePerson();
        var card = cards.of(number).orElseThrow(ExchangeFiles::none);
        head(response, number + ".vcf", "text/vcard;charset=UTF-8");
        response.getOutputStream().write(card.getBytes(StandardCharsets.UTF_8));
    }

    private static void head(HttpServletResponse response, String name, String type) {
        response.setContentType(type);
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name, StandardCharsets.UTF_8)
                        .build()
                        .toString());
    }

    /** Nobody may do everything, as a step of a process; over the web nobody is a stranger. */
    private static void requirePerson() {
        if (CurrentUser.login().isEmpty()) {
            throw none();
        }
    }

    private static ResponseStatusException none() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
