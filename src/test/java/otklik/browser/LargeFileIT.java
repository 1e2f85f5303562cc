package otklik.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import otklik.NodeOfTest;

/** Files as large as the program says that it takes, through the browser and the web server. */
class LargeFileIT {
    private static final String NOTE = "x".repeat(60_000);

    private static NodeOfTest node;
    private static Browser browser;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(Map.of(), "demo");
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
        node.close();
    }

    @Test
    void aFileOfTwelveMegabytesIsTakenForAnImport() {
        var text = new StringBuilder("name;note\n");
        for (int row = 0; row < 200; row++) {
            text.append("Firm ").append(row).append(';').append(NOTE).append('\n');
        }
        var page = browser.person(Locale.ENGLISH);
        page.navigate(address("login"));
        page.locator("#demo-admin").click();
        assertThat(page.locator("nav.side")).isVisible();
        page.navigate(address("companies/import"));

        page.locator("vaadin-upload input[type=file]")
                .setInputFiles(
                        new FilePayload("large.csv", "text/csv", text.toString().getBytes(StandardCharsets.UTF_8)));

        assertThat(page).hasURL(Pattern.compile(".*/companies/import/\\d+"));
        assertThat(page.locator("h1").first()).hasText("large.csv");
    }

    private static String address(String path) {
        return "http://localhost:%d/%s".formatted(node.port(), path);
    }
}
