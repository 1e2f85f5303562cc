package otklik.staff.ui;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.vaadin.flow.component.html.Image;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** A text as a picture that phones read; drawn in the page, so that the text goes nowhere else. */
final class QrPicture {
    private static final int QUIET_ZONE = 2;

    private QrPicture() {}

    static Image of(String text, String alternative) {
        var image = new Image("data:image/svg+xml;base64," + base64(svg(matrix(text))), alternative);
        image.addClassName("qr");
        return image;
    }

    private static BitMatrix matrix(String text) {
        try {
            // Size 0: one unit for each module, as many as the text needs.
            return new QRCodeWriter()
                    .encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, QUIET_ZONE));
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException(tooLong);
        }
    }

    /** Black on white in both themes: phones do not read it the other way round. */
    private static String svg(BitMatrix matrix) {
        var path = new StringBuilder();
        for (var y = 0; y < matrix.getHeight(); y++) {
            for (var x = 0; x < matrix.getWidth(); x++) {
                if (matrix.get(x, y)) {
                    path.append("M%d %dh1v1h-1z".formatted(x, y));
                }
            }
        }
        return ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' shape-rendering='crispEdges'>"
                        + "<rect width='100%%' height='100%%' fill='white'/><path d='%s'/></svg>")
                .formatted(matrix.getWidth(), matrix.getHeight(), path);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
