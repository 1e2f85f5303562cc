package otklik.exchange;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Writes a table row by row and holds none of it. In CSV a text that a spreadsheet would take for a formula gets an apostrophe (E73); in
 * Excel's own format each cell says that it is a text.
 */
abstract sealed class TableWriter implements Closeable {
    abstract void row(List<String> cells) throws IOException;

    static TableWriter of(ExportFormat format, OutputStream out) throws IOException {
        return switch (format) {
            case XLSX -> new Excel(out);
            case CSV -> new Csv(out, StandardCharsets.UTF_8);
            case CSV_WINDOWS -> new Csv(out, Charset.forName("windows-1251"));
        };
    }

    private static final class Csv extends TableWriter {
        private final CsvWriter writer;

        Csv(OutputStream out, Charset charset) throws IOException {
            if (charset.equals(StandardCharsets.UTF_8)) {
                // Without it Excel takes the text for one of its own encoding.
                out.write(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
            }
            writer = CsvWriter.builder()
                    .fieldSeparator(';')
                    .lineDelimiter(de.siegmar.fastcsv.writer.LineDelimiter.CRLF)
                    .build(new OutputStreamWriter(out, charset));
        }

        @Override
        void row(List<String> cells) {
            writer.writeRecord(cells.stream().map(Formulas::harmless).toList());
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }

    private static final class Excel extends TableWriter {
        private static final int FLUSH_EVERY = 500;
        private static final int LONGEST_CELL = 32_767;
        private static final double WIDTH = 22;

        private final Workbook book;
        private final Worksheet sheet;
        private int rows;

        Excel(OutputStream out) {
            book = new Workbook(out, "Otklik", "1.0");
            sheet = book.newWorksheet("Companies");
            sheet.freezePane(0, 1);
        }

        @Override
        void row(List<String> cells) throws IOException {
            for (int column = 0; column < cells.size(); column++) {
                var text = cells.get(column);
                if (rows == 0) {
                    sheet.width(column, WIDTH);
                }
                if (!text.isEmpty()) {
                    sheet.inlineString(
                            rows, column, text.length() <= LONGEST_CELL ? text : text.substring(0, LONGEST_CELL));
                }
            }
            rows++;
            if (rows % FLUSH_EVERY == 0) {
                sheet.flush();
            }
        }

        @Override
        public void close() throws IOException {
            book.finish();
        }
    }
}
