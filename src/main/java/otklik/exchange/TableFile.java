package otklik.exchange;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Refusal;

/**
 * A file with a table, written by anybody. Whatever is wrong with it is a refusal that says what and where; nothing in it may cost more
 * memory than a multiple of its allowed size.
 */
final class TableFile {
    static final int MOST_COLUMNS = 300;
    static final int MOST_ROWS = 200_000;
    static final int LONGEST_CELL = 100_000;
    static final char UNREADABLE = '\ufffd';
    private static final int PREVIEW = 5;
    private static final int PREVIEW_CELL = 100;
    private static final Set<Integer> BREAKS = Set.of((int) '\t', (int) '\n', (int) '\r');

    private TableFile() {}

    /** Takes one row. */
    interface Rows {
        /** @param line number in the file, from 1; the header's is the first */
        void row(long line, List<String> cells);
    }

    /**
     * Reads the whole file once.
     *
     * @param charset in which a CSV file is read; none: it is found out
     * @param delimiter between the cells; none: it is found out
     */
    static FileLook look(byte[] content, @Nullable Charset charset, @Nullable Character delimiter) {
        var format = format(content);
        var encoding = format == FileFormat.XLSX ? null : charset == null ? Encoding.of(content) : charset;
        var separator = encoding == null ? null : delimiter == null ? CsvTable.delimiter(content, encoding) : delimiter;
        var header = new ArrayList<String>();
        var preview = new ArrayList<List<String>>();
        var rows = new AtomicInteger();
        var unreadable = new AtomicInteger();
        Rows count = (line, cells) -> {
            if (header.isEmpty()) {
                header.addAll(named(cells));
                return;
            }
            if (rows.incrementAndGet() > MOST_ROWS) {
                throw new Refusal("exchange.file.tooManyRows", MOST_ROWS);
            }
            if (preview.size() < PREVIEW) {
                preview.add(cells.stream().map(TableFile::beginning).toList());
            }
            if (cells.stream().anyMatch(cell -> cell.indexOf(UNREADABLE) >= 0)) {
                unreadable.incrementAndGet();
            }
        };
        read(content, format, encoding, separator, count);
        if (header.isEmpty()) {
            throw new Refusal("exchange.file.empty");
        }
        if (rows.get() == 0) {
            throw new Refusal("exchange.file.onlyHeader");
        }
        return new FileLook(format, encoding, separator, header, preview, rows.get(), unreadable.get());
    }

    /** Gives the rows in their order, the header first; empty ones are left out. Characters that are no text are {@link #UNREADABLE}. */
    static void read(
            byte[] content, FileFormat format, @Nullable Charset charset, @Nullable Character delimiter, Rows rows) {
        Rows clean = (line, cells) -> {
            if (cells.size() > MOST_COLUMNS && cells.stream().skip(MOST_COLUMNS).anyMatch(cell -> !cell.isBlank())) {
                throw new Refusal("exchange.file.tooManyColumns", MOST_COLUMNS, line);
            }
            var texts = cells.stream()
                    .limit(MOST_COLUMNS)
                    .map(cell -> text(line, cell))
                    .toList();
            if (texts.stream().anyMatch(cell -> !cell.isEmpty())) {
                rows.row(line, texts);
            }
        };
        try {
            if (format == FileFormat.XLSX) {
                XlsxTable.read(content, clean);
            } else {
                CsvTable.read(
                        content,
                        java.util.Objects.requireNonNull(charset),
                        java.util.Objects.requireNonNull(delimiter),
                        clean);
            }
        } catch (IOException broken) {
            throw new Refusal("exchange.file.broken", String.valueOf(broken.getMessage()));
        }
    }

    private static FileFormat format(byte[] content) {
        if (content.length == 0) {
            throw new Refusal("exchange.file.empty");
        }
        if (begins(content, 'P', 'K', 3, 4)) {
            return FileFormat.XLSX;
        }
        if (begins(content, 0xd0, 0xcf, 0x11, 0xe0)) {
            throw new Refusal("exchange.file.oldExcel");
        }
        return FileFormat.CSV;
    }

    static boolean begins(byte[] content, int... start) {
        for (int index = 0; index < start.length; index++) {
            if (content.length <= index || (content[index] & 0xff) != start[index]) {
                return false;
            }
        }
        return true;
    }

    /** Without blanks at its ends; an apostrophe that an export put before a formula is taken away. */
    private static String text(long line, String cell) {
        if (cell.length() > LONGEST_CELL) {
            throw new Refusal("exchange.file.cellTooLong", line, LONGEST_CELL);
        }
        var bare = cell.strip();
        if (bare.length() > 1 && bare.charAt(0) == '\'' && Formulas.isOne(bare.substring(1))) {
            bare = bare.substring(1);
        }
        if (bare.chars().noneMatch(letter -> Character.isISOControl(letter) && !BREAKS.contains(letter))) {
            return bare;
        }
        return bare.replaceAll("[\\p{Cc}&&[^\\t\\n\\r]]", String.valueOf(UNREADABLE));
    }

    private static String beginning(String cell) {
        return cell.length() <= PREVIEW_CELL ? cell : cell.substring(0, PREVIEW_CELL) + "\u2026";
    }

    /** The names of the columns, each another one. */
    private static List<String> named(List<String> cells) {
        if (cells.stream().anyMatch(cell -> cell.indexOf(UNREADABLE) >= 0)) {
            throw new Refusal("exchange.file.noText");
        }
        var seen = new HashMap<String, Integer>();
        var names = new ArrayList<String>();
        for (int index = 0; index < cells.size(); index++) {
            var name = beginning(cells.get(index).replaceAll("\\s+", " "));
            var called = name.isEmpty() ? "#" + (index + 1) : name;
            var times = seen.merge(called.toLowerCase(Locale.ROOT), 1, Integer::sum);
            names.add(times == 1 ? called : called + " (" + times + ")");
        }
        return names;
    }
}
