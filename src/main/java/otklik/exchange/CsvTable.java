package otklik.exchange;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import otklik.kernel.Refusal;

/** Reads tables of text, one row after the other. */
final class CsvTable {
    static final List<Character> DELIMITERS = List.of(';', ',', '\t', '|');
    private static final int SAMPLE_ROWS = 20;
    private static final int SAMPLE = 128 * 1024;
    /** Excel says with it what separates the cells. */
    private static final String SEPARATOR_LINE = "sep=";

    private CsvTable() {}

    static void read(byte[] content, Charset charset, char delimiter, TableFile.Rows rows) throws IOException {
        var line = 1L;
        try (var reader = open(content, content.length, charset, delimiter, false)) {
            var isFirst = true;
            for (var row : reader) {
                line = row.getStartingLineNumber();
                if (!(isFirst && isSeparatorLine(row))) {
                    rows.row(line, row.getFields());
                }
                isFirst = false;
            }
        } catch (CsvParseException | UncheckedIOException broken) {
            // The library speaks English and of its buffers; what people can do is the same in each case.
            throw new Refusal("exchange.file.quotes", line + 1, TableFile.LONGEST_CELL);
        }
    }

    /** The delimiter by which the first rows come apart into equally many cells; a semicolon where none does. */
    static char delimiter(byte[] content, Charset charset) {
        var best = ';';
        var most = 0.0;
        for (char candidate : DELIMITERS) {
            var widths = widths(content, charset, candidate);
            if (widths.isEmpty() || widths.get(0) < 2) {
                continue;
            }
            var same = widths.stream().filter(widths.get(0)::equals).count();
            var rating = (double) same / widths.size() + widths.get(0) / 10_000.0;
            if (rating > most) {
                most = rating;
                best = candidate;
            }
        }
        return best;
    }

    private static List<Integer> widths(byte[] content, Charset charset, char delimiter) {
        var widths = new ArrayList<Integer>();
        try (var reader = open(content, Math.min(content.length, SAMPLE), charset, delimiter, true)) {
            for (var row : reader) {
                if (!isSeparatorLine(row)) {
                    widths.add(row.getFieldCount());
                }
                if (widths.size() == SAMPLE_ROWS) {
                    break;
                }
            }
        } catch (CsvParseException | UncheckedIOException broken) {
            return widths;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return widths;
    }

    private static CsvReader<CsvRecord> open(
            byte[] content, int length, Charset charset, char delimiter, boolean unclosedQuote) {
        var mark = Encoding.mark(content, charset);
        Reader text = new InputStreamReader(new ByteArrayInputStream(content, mark, length - mark), charset);
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .allowUnclosedQuote(unclosedQuote)
                .maxBufferSize(4 * TableFile.LONGEST_CELL)
                .ofCsvRecord(text);
    }

    private static boolean isSeparatorLine(CsvRecord row) {
        return row.getStartingLineNumber() == 1
                && row.getField(0).toLowerCase(Locale.ROOT).startsWith(SEPARATOR_LINE);
    }
}
