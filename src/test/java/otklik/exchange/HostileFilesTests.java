package otklik.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import otklik.kernel.Refusal;

/** Whatever people and their enemies give as a file: it is read, or refused with a reason, and breaks nothing. */
class HostileFilesTests {
    private static final String RUSSIAN = "Название;Телефон\r\nРомашка и ёжик;8 912 555-01-42\r\nВектор, ЗАО;\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1251", "UTF-16LE", "UTF-16BE"})
    void e73_encodingIsFoundOut(String charset) {
        var look = TableFile.look(RUSSIAN.repeat(3).getBytes(Charset.forName(charset)), null, null);

        assertThat(look.charset()).isEqualTo(Charset.forName(charset));
        assertThat(look.header()).containsExactly("Название", "Телефон");
        assertThat(look.unreadable()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void e73_aMarkAtTheBeginningIsNoPartOfTheFirstColumn(String charset) {
        var look = TableFile.look(("\ufeff" + RUSSIAN).getBytes(Charset.forName(charset)), null, null);

        assertThat(look.header().get(0)).isEqualTo("Название");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '\0',
            value = {"; ;", ", ,", "| |"})
    void e73_delimiterIsFoundOut(String between, char expected) {
        var text =
                String.join(between, "name", "phone", "mail") + "\n" + String.join(between, "a", "1", "b@c.d") + "\n";

        assertThat(TableFile.look(text.getBytes(UTF_8), null, null).delimiter()).isEqualTo(expected);
    }

    @Test
    void theLineBeforeTheHeaderThatNamesTheDelimiterIsNoHeader() {
        var look = TableFile.look("sep=;\r\nname;phone\r\na;1\r\n".getBytes(UTF_8), null, null);

        assertThat(look.header()).containsExactly("name", "phone");
        assertThat(look.rows()).isEqualTo(1);
    }

    @Test
    void aFileReadInAWrongEncodingTellsThatItsCharactersAreNone() {
        var look = TableFile.look(("name;phone\n" + RUSSIAN).getBytes(Charset.forName("windows-1251")), UTF_8, ';');

        assertThat(look.unreadable()).isGreaterThan(0);
    }

    @Test
    void aQuoteThatIsNeverClosedIsRefusedWithItsLine() {
        assertRefused("exchange.file.quotes", "name;phone\n\"Romashka;1\nVector;2\n".getBytes(UTF_8));
    }

    @Test
    void aCellOfTenMegabytesIsRefused() {
        assertRefused("exchange.file.quotes", ("name\n" + "x".repeat(10_000_000) + "\n").getBytes(UTF_8));
        assertRefused("exchange.file.cellTooLong", ("name\n" + "x".repeat(150_000) + "\n").getBytes(UTF_8));
    }

    @Test
    void zeroBytesBecomeCharactersThatAreNone() {
        var look = TableFile.look("name;phone\nRoma\0shka;1\nVector;22\n".getBytes(UTF_8), UTF_8, ';');

        assertThat(look.preview().get(0).get(0)).isEqualTo("Roma\ufffdshka");
        assertThat(look.unreadable()).isEqualTo(1);
    }

    @Test
    void threeHundredColumnsAreReadAndAThousandAreNot() {
        assertThat(TableFile.look(columns(300), null, null).header()).hasSize(300);
        assertRefused("exchange.file.tooManyColumns", columns(301));
        assertRefused("exchange.file.tooManyColumns", columns(1_000));
    }

    private static byte[] columns(int count) {
        var header = IntStream.range(0, count).mapToObj(index -> "c" + index).collect(Collectors.joining(";"));
        return (header + "\n" + header + "\n").getBytes(UTF_8);
    }

    @Test
    void nothingAndAHeaderAloneAreRefused() {
        assertRefused("exchange.file.empty", new byte[0]);
        assertRefused("exchange.file.empty", "\r\n;;;\r\n".getBytes(UTF_8));
        assertRefused("exchange.file.onlyHeader", "name;phone\r\n".getBytes(UTF_8));
    }

    @Test
    void repeatedAndMissingNamesOfColumnsAreToldApart() {
        var look = TableFile.look("Phone;phone;;Name\n1;2;3;4\n".getBytes(UTF_8), null, null);

        assertThat(look.header()).containsExactly("Phone", "phone (2)", "#3", "Name");
    }

    @Test
    void picturesAndOldExcelAreRefused() {
        assertRefused("exchange.file.oldExcel", new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0, 0});
        var picture = new byte[4_000];
        new java.util.Random(1).nextBytes(picture);
        assertThatThrownBy(() -> TableFile.look(picture, null, null)).isInstanceOf(Refusal.class);
    }

    @Test
    void anApostropheThatAnExportPutBeforeAFormulaIsTakenAway() {
        var look = TableFile.look("name;phone\n'=1+1;'+7 912\n".getBytes(UTF_8), null, null);

        assertThat(look.preview().get(0)).containsExactly("=1+1", "+7 912");
    }

    @Test
    void e73_formulasAreHarmlessInCsvAndTextsInExcel() throws IOException {
        var row = List.of("=cmd|' /C calc'!A0", "+7 912", "-1", "@SUM(A1)", "\tx", "plain");

        assertThat(new String(written(ExportFormat.CSV, row), UTF_8))
                .contains("'=cmd|", "'+7 912", "'-1", "'@SUM", "'\tx", ";plain");
        var back = new ArrayList<List<String>>();
        TableFile.read(written(ExportFormat.XLSX, row), FileFormat.XLSX, null, null, (line, cells) -> back.add(cells));
        assertThat(back.get(0)).startsWith("=cmd|' /C calc'!A0", "+7 912", "-1");
        assertThat(unpacked(written(ExportFormat.XLSX, row))).doesNotContain("<f>");
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        var row = List.of("ООО \"Ромашка\"; и Ко", "строка\nвторая", "+7 912 555-01-42");
        for (var format : ExportFormat.values()) {
            var content = written(format, List.of("a", "b", "c"), row);
            var look = TableFile.look(content, null, null);
            assertThat(look.preview()).as(format.name()).containsExactly(row);
        }
    }

    @Test
    void numbersOfExcelAreReadAsTheyAreTyped() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            var sheet = book.newWorksheet("s");
            sheet.value(0, 0, "inn");
            sheet.value(0, 1, "phone");
            sheet.value(0, 2, "since");
            sheet.value(1, 0, 7707083893L);
            sheet.value(1, 1, 79125550142L);
            sheet.value(1, 2, java.time.LocalDate.of(2026, 3, 5));
            sheet.style(1, 2).format("dd.mm.yyyy").set();
        }

        assertThat(TableFile.look(out.toByteArray(), null, null).preview())
                .containsExactly(List.of("7707083893", "79125550142", "2026-03-05"));
    }

    @Test
    void anExcelFileThatUnpacksToGigabytesIsRefusedWithoutUnpackingIt() throws IOException {
        var bomb = zip("xl/worksheets/sheet1.xml", out -> {
            var piece = new byte[1 << 20];
            java.util.Arrays.fill(piece, (byte) ' ');
            for (int i = 0; i < 600; i++) {
                out.write(piece);
            }
        });
        assertThat(bomb.length).isLessThan(2_000_000);

        assertRefused("exchange.file.bomb", bomb);
    }

    @Test
    void anExcelFileWithSharedTextsBeyondMemoryIsRefused() throws IOException {
        assertRefused("exchange.file.bomb", zip("xl/sharedStrings.xml", out -> {
            var piece = "<si><t>x</t></si>".repeat(65_536).getBytes(UTF_8);
            for (int i = 0; i < 70; i++) {
                out.write(piece);
            }
        }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<worksheet><sheetData><row r=\"1\"><c r=\"FXSHRXW1\" t=\"str\"><v>x</v></c></row></sheetData></worksheet>",
                "<worksheet><sheetData><row r=\"1\"><c r=\"&#70;&#88;&#83;&#72;&#82;&#88;&#87;1\" t=\"str\"><v>x</v></c></row></sheetData></worksheet>",
                "<worksheet><sheetData><row r=\"1\"><c r=\"$FXSHRXW1\" t=\"str\"><v>x</v></c></row></sheetData></worksheet>",
                "<worksheet><sheetData><row r=\"1\"><c r=\"\ufffd\ufffd\ufffd1\" t=\"str\"><v>x</v></c></row></sheetData></worksheet>",
                "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet><sheetData/></worksheet>",
                "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"",
                "no xml at all"
            })
    void aDangerousOrDamagedExcelFileIsRefused(String sheet) throws IOException {
        assertRefused(
                "exchange.file.brokenExcel", zip("xl/worksheets/sheet1.xml", out -> out.write(sheet.getBytes(UTF_8))));
    }

    @Test
    void blanksHideNoDangerousCellBetweenTwoPieces() throws IOException {
        assertRefused("exchange.file.brokenExcel", zip("xl/worksheets/sheet1.xml", out -> {
            out.write("<worksheet><sheetData><row r=\"1\"><c r".getBytes(UTF_8));
            out.write(" ".repeat(200_000).getBytes(UTF_8));
            out.write("= \"FXSHRXW1\" t=\"str\"><v>x</v></c></row></sheetData></worksheet>".getBytes(UTF_8));
        }));
    }

    @Test
    void aPartIsMeasuredWhateverItsName() throws IOException {
        assertRefused(
                "exchange.file.brokenExcel",
                zip(
                        "xl/worksheets/s.bin",
                        out -> out.write("<worksheet><sheetData><row r=\"1\"><c r=\"FXSHRXW1\"/>".getBytes(UTF_8))));
        assertRefused(
                "exchange.file.brokenExcel",
                zip("xl/worksheets/s.bin", out -> out.write("<?xml version=\"1.0\"?><worksheet/>".getBytes(UTF_16LE))));
        var types =
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/xl/&#116;.bin\""
                        + " ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/></Types>";
        assertThatThrownBy(() -> TableFile.look(
                        zip(Map.of("[Content_Types].xml", out -> out.write(types.getBytes(UTF_8)), "xl/t.bin", out -> {
                            var piece = "<si><t>x</t></si>".repeat(65_536).getBytes(UTF_8);
                            for (int i = 0; i < 70; i++) {
                                out.write(piece);
                            }
                        })),
                        null,
                        null))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo("exchange.file.bomb"));
    }

    @Test
    void aPictureMayContainWhateverItLikes() throws IOException {
        var picture =
                zip("xl/media/image1.jpeg", out -> out.write("\u00ff\u00d8 r=\"&x<!DOCTYPE".getBytes(ISO_8859_1)));

        assertThat(TableFile.look(picture, null, null).rows()).isEqualTo(1);
    }

    @Test
    void aNumberWithAHugeExponentStaysAsItIsWritten() throws IOException {
        for (var number : List.of("1E999999999", "1E-999999999", "10E2147483640")) {
            var sheet =
                    "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>inn</v></c></row><row r=\"2\"><c r=\"A2\"><v>"
                            + number + "</v></c></row></sheetData></worksheet>";
            var file = zip("xl/worksheets/sheet1.xml", out -> out.write(sheet.getBytes(UTF_8)));
            assertThat(TableFile.look(file, null, null).preview()).containsExactly(List.of(number));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})
    void aFormulaThatCameToAnErrorIsAnEmptyCell(String error) throws IOException {
        var sheet =
                """
                <worksheet><sheetData><row r="1"><c r="A1" t="str"><v>name</v></c><c r="B1" t="str"><v>phone</v></c></row>\
                <row r="2"><c r="A2" t="str"><f>"#"</f><v># 1</v></c><c r="B2" t="e"><f>B9</f><v>%s</v></c></row></sheetData></worksheet>"""
                        .formatted(error);
        var file = zip("xl/worksheets/sheet1.xml", out -> out.write(sheet.getBytes(UTF_8)));

        assertThat(TableFile.look(file, null, null).preview()).containsExactly(List.of("# 1", ""));
    }

    @Test
    void aTornExcelFileIsRefused() throws IOException {
        var whole = written(ExportFormat.XLSX, List.of("a", "b"), List.of("c", "d"));

        for (int length = 10; length < whole.length; length += whole.length / 7) {
            assertRefused("exchange.file.brokenExcel", java.util.Arrays.copyOf(whole, length));
        }
    }

    @Test
    void aHundredThousandRowsAreReadOneByOne() {
        var text = new StringBuilder("name;phone\n");
        IntStream.range(0, 100_000).forEach(row -> text.append("Firm ")
                .append(row)
                .append(";8912")
                .append(1_000_000 + row)
                .append('\n'));
        var content = text.toString().getBytes(UTF_8);

        assertThat(TableFile.look(content, null, null))
                .extracting(FileLook::rows, look -> look.preview().size())
                .isEqualTo(tuple(100_000, 5).toList());
    }

    @Test
    void moreRowsThanAreAllowedAreRefused() {
        assertRefused("exchange.file.tooManyRows", ("n\n" + "x\n".repeat(TableFile.MOST_ROWS + 1)).getBytes(UTF_8));
    }

    @Test
    void anyBytesAreReadOrRefused() {
        var random = new java.util.Random(42);
        for (int round = 0; round < 300; round++) {
            var bytes = new byte[random.nextInt(2_000)];
            random.nextBytes(bytes);
            if (round % 3 == 0 && bytes.length > 4) {
                System.arraycopy("PK\u0003\u0004".getBytes(ISO_8859_1), 0, bytes, 0, 4);
            }
            try {
                TableFile.look(bytes, null, null);
            } catch (Refusal refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
        assertThat(TableFile.look("имя;почта\nа;б\n".getBytes(UTF_16LE), null, null)
                        .rows())
                .isEqualTo(1);
    }

    private static void assertRefused(String key, byte[] content) {
        assertThatThrownBy(() -> TableFile.look(content, null, null))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo(key));
    }

    @SafeVarargs
    private static byte[] written(ExportFormat format, List<String>... rows) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = TableWriter.of(format, out)) {
            for (var row : rows) {
                writer.row(row);
            }
        }
        return out.toByteArray();
    }

    private interface Part {
        void write(OutputStream out) throws IOException;
    }

    /** An Excel file of which one part is another. */
    private static byte[] zip(String name, Part part) throws IOException {
        return zip(Map.of(name, part));
    }

    private static byte[] zip(Map<String, Part> parts) throws IOException {
        var out = new ByteArrayOutputStream();
        var rows = written(ExportFormat.XLSX, List.of("a", "b"), List.of("c", "d"));
        try (var zip = new ZipOutputStream(out);
                var whole = ZipFile.builder().setByteArray(rows).get()) {
            for (var entry : Collections.list(whole.getEntries())) {
                if (!parts.containsKey(entry.getName())) {
                    zip.putNextEntry(new ZipEntry(entry.getName()));
                    whole.getInputStream(entry).transferTo(zip);
                }
            }
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                part.getValue().write(zip);
            }
        }
        return out.toByteArray();
    }

    private static String unpacked(byte[] content) throws IOException {
        var text = new StringBuilder();
        try (var zip = ZipFile.builder().setByteArray(content).get()) {
            for (var entry : Collections.list(zip.getEntries())) {
                text.append(new String(zip.getInputStream(entry).readAllBytes(), UTF_8));
            }
        }
        return text.toString();
    }
}
