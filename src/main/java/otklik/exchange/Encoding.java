package otklik.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.mozilla.universalchardet.UniversalDetector;

/** Finds out in which encoding a text was written; a guess, which people can correct. */
final class Encoding {
    /** The one of Excel in Russian. */
    private static final Charset USUAL = Charset.forName("windows-1251");

    /** What people may choose from. */
    static final List<Charset> ALL = List.of(
            StandardCharsets.UTF_8,
            USUAL,
            Charset.forName("KOI8-R"),
            Charset.forName("IBM866"),
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE);

    private static final int SAMPLE = 256 * 1024;

    private Encoding() {}

    static Charset of(byte[] content) {
        if (TableFile.begins(content, 0xef, 0xbb, 0xbf)) {
            return StandardCharsets.UTF_8;
        }
        if (TableFile.begins(content, 0xff, 0xfe)) {
            return StandardCharsets.UTF_16LE;
        }
        if (TableFile.begins(content, 0xfe, 0xff)) {
            return StandardCharsets.UTF_16BE;
        }
        var sample = Math.min(content.length, SAMPLE);
        var zeroes = new int[2];
        for (int index = 0; index < sample; index++) {
            if (content[index] == 0) {
                zeroes[index % 2]++;
            }
        }
        // Every second byte of separators and digits is zero in UTF-16; of Cyrillic letters it is 4.
        if (zeroes[0] + zeroes[1] > sample / 20) {
            return zeroes[1] >= zeroes[0] ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
        }
        if (isUtf8(content)) {
            return StandardCharsets.UTF_8;
        }
        var detector = new UniversalDetector();
        detector.handleData(content, 0, sample);
        detector.dataEnd();
        var name = detector.getDetectedCharset();
        return ALL.stream()
                .filter(charset -> name != null && charset.name().equals(name.toUpperCase(Locale.ROOT)))
                .filter(charset -> charset != StandardCharsets.UTF_8)
                .findFirst()
                .orElse(USUAL);
    }

    /** How many bytes at the beginning only say what the encoding is. */
    static int mark(byte[] content, Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return TableFile.begins(content, 0xef, 0xbb, 0xbf) ? 3 : 0;
        }
        var isMarked = charset.equals(StandardCharsets.UTF_16LE) && TableFile.begins(content, 0xff, 0xfe)
                || charset.equals(StandardCharsets.UTF_16BE) && TableFile.begins(content, 0xfe, 0xff);
        return isMarked ? 2 : 0;
    }

    private static boolean isUtf8(byte[] content) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content));
            return true;
        } catch (CharacterCodingException another) {
            return false;
        }
    }
}
