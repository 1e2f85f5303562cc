package otklik.exchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
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

    private static final int MOST_TYPES = 4 << 20;
    private static final String TYPES = "[content_types].xml";
    private static final int MOST_PARTS = 2_000;
    private static final int PIECE = 64 * 1024;
    /** Enough for what is looked for to be found across two pieces, with what stands before it. */
    private static final int OVERLAP = 48;

    private static final int CONTEXT = 16;
    /** Nobody counts in numbers with more digits before or after the point than this; written out, ten bytes of a file become gigabytes. */
    private static final int MOST_DIGITS = 30;

    /**
     * A cell beyond the last possible column: the library would make room for all those before it. Only up to three plain letters before
     * the number are no such cell; a letter may not be written as its code. Definitions of a document multiply.
     */
    private static final Pattern DANGEROUS = Pattern.compile(
            "(?<!\\w)(?<!xmlns:)r\\s*=\\s*[\"'](?=[\\s\\S]{5})(?!(?:[A-Za-z]{0,3}|[.-])[0-9\"'])|<!DOCTYPE|<!ENTITY");

    private static final Pattern BLANKS = Pattern.compile("\\s{2,}");
    /** The beginnings of a document in characters of two or four bytes, in which the pattern would find nothing; no program writes it so. */
    private static final Pattern WIDE =
            Pattern.compile("\u00fe\u00ff|\u00ff\u00fe|\0\0\u00fe\u00ff|\0{0,3}<\0|\0{1,3}<");
    /** The beginning of what may be markup. */
    private static final Pattern MARKUP = Pattern.compile("(?:\u00ef\u00bb\u00bf)?\\s*+(?:<|\\z)");
    /** The ends of the types of parts that the library holds in memory, whatever their names. */
    private static final List<String> HELD = List.of("sharedstrings+xml", "styles+xml", ".main+xml");

    private static final Pattern ERROR = Pattern.compile("#(?:N/A|REF!|VALUE!|NAME\\?|DIV/0!|NUM!|NULL!)");

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
            return number(cell);
        }
        if (cell.getType() == CellType.ERROR) {
            return "";
        }
        var text = String.valueOf(cell.getText());
        // For the library the result of a formula is a text, also where it is an error.
        return cell.getType() == CellType.FORMULA && ERROR.matcher(text).matches() ? "" : text;
    }

    /** As it is typed: phones and taxpayer numbers are numbers for Excel. */
    private static String number(Cell cell) {
        var number = cell.asNumber();
        if (number.signum() != 0 && Math.abs((long) number.scale()) > MOST_DIGITS) {
            return String.valueOf(cell.getRawValue());
        }
        return isDay(cell)
                ? cell.asDate().toLocalDate().toString()
                : number.stripTrailingZeros().toPlainString();
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
            var parts = Collections.list(zip.getEntries());
            var held = new HashSet<String>();
            for (var part : parts) {
                if (++count > MOST_PARTS) {
                    throw new Refusal("exchange.file.bomb");
                }
                if (name(part.getName()).equals(TYPES)) {
                    held.addAll(held(zip.getInputStream(part)));
                }
            }
            for (var part : parts) {
                var name = name(part.getName());
                try (var unpacked = zip.getInputStream(part)) {
                    var most = held.contains(name) || isSmall(name) ? MOST_TEXTS : MOST_UNPACKED;
                    all += measure(unpacked, name.endsWith(".xml"), Math.min(most, MOST_UNPACKED - all));
                }
            }
        } catch (IOException | IllegalArgumentException | XMLStreamException broken) {
            throw new Refusal("exchange.file.brokenExcel");
        }
        if (count == 0) {
            throw new Refusal("exchange.file.brokenExcel");
        }
    }

    private static String name(String part) {
        return (part.startsWith("/") ? part.substring(1) : part).toLowerCase(Locale.ROOT);
    }

    private static boolean isSmall(String name) {
        return name.contains("sharedstrings")
                || name.equals(TYPES)
                || name.equals("xl/workbook.xml")
                || name.endsWith(".rels");
    }

    /** The names of the parts that the library holds in memory, as the list of types says them. */
    private static Set<String> held(InputStream types) throws IOException, XMLStreamException {
        var names = new HashSet<String>();
        var all = types.readNBytes(MOST_TYPES + 1);
        if (all.length > MOST_TYPES) {
            throw new Refusal("exchange.file.bomb");
        }
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        var reader = factory.createXMLStreamReader(new ByteArrayInputStream(all));
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                var name = reader.getAttributeValue(null, "PartName");
                var type = reader.getAttributeValue(null, "ContentType");
                if (name != null && type != null && HELD.stream().anyMatch(type.toLowerCase(Locale.ROOT)::endsWith)) {
                    names.add(name(name));
                }
            }
        }
        return names;
    }

    private static long measure(InputStream unpacked, boolean isXml, long most) throws IOException {
        var piece = new byte[PIECE];
        var size = 0L;
        var before = "";
        var isSearched = true;
        for (int read = unpacked.readNBytes(piece, 0, PIECE); read > 0; read = unpacked.readNBytes(piece, 0, PIECE)) {
            var isFirst = size == 0;
            size += read;
            if (size > most) {
                throw new Refusal("exchange.file.bomb");
            }
            var written = new String(piece, 0, read, StandardCharsets.ISO_8859_1);
            if (isFirst && WIDE.matcher(written).lookingAt() || isXml && written.indexOf('\0') >= 0) {
                throw new Refusal("exchange.file.brokenExcel");
            }
            // What is no markup, such as a picture, is no sheet under any name.
            isSearched = isFirst ? isXml || MARKUP.matcher(written).lookingAt() : isSearched;
            before = isSearched ? searched(before, written) : "";
        }
        searched(before, ".".repeat(OVERLAP));
        return size;
    }

    /** Refuses what is dangerous in the text and gives back its end, to be searched again with what follows. */
    private static String searched(String before, String written) {
        var text = BLANKS.matcher(before + written).replaceAll(" ");
        if (DANGEROUS.matcher(text).find(before.length() < OVERLAP ? 0 : CONTEXT)) {
            throw new Refusal("exchange.file.brokenExcel");
        }
        return text.substring(Math.max(0, text.length() - OVERLAP));
    }
}
