package otklik.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import otklik.NodeOfTest;
import otklik.security.Accounts;

/**
 * A headless Chromium for tests. Where none is installed, it is installed from the system's packages if that is allowed (root on Debian);
 * otherwise the test fails with one line that says what to install.
 */
public final class Browser implements AutoCloseable {
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    private static final int PATIENCE_MILLIS = 30_000;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;

    public Browser() {
        var chromium = installed();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setHeadless(true)
                        .setArgs(FLAGS));
    }

    /** A new person at a new computer: own cookies, 1366×768. */
    public Page person(Locale locale) {
        BrowserContext context = browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setLocale(locale.toLanguageTag())
                .setViewportSize(1366, 768));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        return context.newPage();
    }

    /** An employee of the sample company, signed in by the button of the demonstration, with screens as he likes them. */
    public Page employee(NodeOfTest node, String login, Words words, boolean dark) {
        node.bean(Accounts.class).prefer(login, words.locale(), dark);
        var page = person(words.locale());
        page.navigate(node.address("login"));
        page.locator("#demo-" + login).click();
        assertThat(page.locator("nav.side")).isVisible();
        return page;
    }

    /** Keeps what the page looks like in {@code target/screenshots}. */
    public static void shot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Path installed() {
        return find().or(() -> {
                    install();
                    return find();
                })
                .orElseThrow(() -> new IllegalStateException(
                        "The browser tests need Chromium: install the package 'chromium' of your system."));
    }

    private static java.util.Optional<Path> find() {
        return PLACES.stream().filter(Files::isExecutable).findFirst();
    }

    /** Tests run in several JVMs: only one of them installs, the others wait for it. */
    private static void install() {
        if ("root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
            var place = Path.of(System.getProperty("java.io.tmpdir"), "otklik-chromium.lock");
            try (var file = FileChannel.open(place, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = file.lock()) {
                if (lock.isValid() && find().isEmpty()) {
                    run("apt-get", "-qq", "update");
                    run("apt-get", "-qq", "-y", "install", "chromium");
                }
            } catch (IOException noLock) {
                throw new IllegalStateException(noLock);
            }
        }
    }

    private static void run(String... command) {
        try {
            var installation = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            installation.environment().put("DEBIAN_FRONTEND", "noninteractive");
            var process = installation.start();
            process.waitFor(10, TimeUnit.MINUTES);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
