package otklik.exchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Refusal;

/**
 * Reads the first sheet of an Excel file, one row after the other. What the file unpacks to is measured first: a few kilobytes can be
 * written so that they become gigabytes.
 */
final class XlsxTable {
    private static final long MOST_UNPACKED = 500L << 20;
    /** The library holds these texts in memory. */
    private static final long MOST_TEXTS = 64L << 20;

    private static final int MOST_PARTS = 2_000;
    private static final int PIECE = 64 * 1024;
    /** Enough for what is looked for to be found across two pieces. */
    private static final int OVERLAP = 32;

    /** A cell beyond the last possible column: the library would make room for all those before it. Definitions of a document multiply. */
    private static final Pattern DANGEROUS =
            Pattern.compile("(?<![\\w:])r\\s*=\\s*[\"'][A-Za-z]{4}|<!DOCTYPE|<!ENTITY");

    private static final Pattern DAY = Pattern.compile("(?i)[ymd]");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|\\[[^]]*]|\\\\.");

    private XlsxTable() {}

    static void read(byte[] content, TableFile.Rows rows) throws IOException {
        measure(content);
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(content), new ReadingOptions(true, false));
                var sheet = book.getFirstSheet().openStream()) {
            sheet.forEach(row -> rows.row(row.getRowNum(), texts(row)));
        } catch (Refusal refused) {
            throw refused;
        } catch (ExcelReaderException
                | IOException
                | IllegalArgumentException
                | NullPointerException
                | IndexOutOfBoundsException
                | IllegalStateException
                | java.util.NoSuchElementException
                | java.io.UncheckedIOException broken) {
            // The library meets what is missing in a file with whatever happens then.
            throw new Refusal("exchange.file.brokenExcel");
        }
    }

    private static List<String> texts(Row row) {
        if (row.getCellCount() > TableFile.MOST_COLUMNS) {
            var beyond = row.stream()
                    .skip(TableFile.MOST_COLUMNS)
                    .anyMatch(cell -> cell != null && !text(cell).isBlank());
            if (beyond) {
                throw new Refusal("exchange.file.tooManyColumns", TableFile.MOST_COLUMNS, row.getRowNum());
            }
        }
        var texts = new ArrayList<String>();
        row.stream().limit(TableFile.MOST_COLUMNS).forEach(cell -> texts.add(cell == null ? "" : text(cell)));
        return texts;
    }

    private static String text(@Nullable Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY) {
            return "";
        }
        if (cell.getType() == CellType.NUMBER) {
            return isDay(cell)
                    ? cell.asDate().toLocalDate().toString()
                    // Phones and taxpayer numbers are numbers for Excel.
                    : cell.asNumber().stripTrailingZeros().toPlainString();
        }
        return cell.getType() == CellType.ERROR ? "" : String.valueOf(cell.getText());
    }

    private static boolean isDay(Cell cell) {
        var format = cell.getDataFormatString();
        if (format == null || format.toLowerCase(Locale.ROOT).contains("general")) {
            return false;
        }
        return DAY.matcher(QUOTED.matcher(format).replaceAll("")).find();
    }

    /** Unpacks everything once, as the library will, and keeps nothing; what the file says of its own sizes is not believed. */
    private static void measure(byte[] content) throws IOException {
        var all = 0L;
        var count = 0;
        try (var zip = ZipFile.builder().setByteArray(content).get()) {
            for (var part : Collections.list(zip.getEntries())) {
                if (++count > MOST_PARTS) {
                    throw new Refusal("exchange.file.bomb");
                }
                var name = part.getName().toLowerCase(Locale.ROOT);
                try (var unpacked = zip.getInputStream(part)) {
                    all += measure(unpacked, name.endsWith(".xml"), Math.min(limit(name), MOST_UNPACKED - all));
                }
            }
        } catch (IOException | IllegalArgumentException broken) {
            throw new Refusal("exchange.file.brokenExcel");
        }
        if (count == 0) {
            throw new Refusal("exchange.file.brokenExcel");
        }
    }

    private static long limit(String part) {
        return part.contains("sharedstrings") ? MOST_TEXTS : MOST_UNPACKED;
    }

    private static long measure(InputStream unpacked, boolean isXml, long most) throws IOException {
        var piece = new byte[PIECE];
        var size = 0L;
        var before = "";
        for (int read = unpacked.read(piece); read >= 0; read = unpacked.read(piece)) {
            size += read;
            if (size > most) {
                throw new Refusal("exchange.file.bomb");
            }
            if (isXml) {
                // Zeroes: in UTF-16 the pattern would find nothing, and no program writes it so.
                var text = before + new String(piece, 0, read, StandardCharsets.ISO_8859_1);
                if (DANGEROUS.matcher(text).find() || text.indexOf('\0') >= 0) {
                    throw new Refusal("exchange.file.brokenExcel");
                }
                before = text.substring(Math.max(0, text.length() - OVERLAP));
            }
        }
        return size;
    }
}
