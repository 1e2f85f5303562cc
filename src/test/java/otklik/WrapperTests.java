package otklik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The build starts on a machine that cannot download anything, and names no place to download from. */
class WrapperTests {
    /** In parts, so that this file does not contain what it looks for. */
    private static final List<String> REGISTRIES = List.of(
            host("repo", "maven", "apache", "org"),
            host("repo1", "maven", "org"),
            host("repo2", "maven", "org"),
            host("central", "maven", "org"),
            host("uk", "maven", "org"),
            host("central", "sonatype", "com"),
            host("oss", "sonatype", "org"),
            host("maven-central", "storage"),
            host("registry", "npmjs", "org"),
            host("registry", "yarnpkg", "com"),
            host("deb", "debian", "org"),
            host("ftp", "debian", "org"),
            host("security", "debian", "org"));

    @Test
    void wrapperUsesAnInstalledMavenBeforeItDownloadsOne() {
        assertThat(ProjectFiles.text(Path.of("mvnw")))
                .as("mvnw was generated anew: put the local addition back, before \"# prepare tmp dir\"")
                .containsSubsequence(
                        "# Local addition (not in the generated script): with no MVNW_REPOURL and nothing\n",
                        "# cached yet, use the Maven installed on this machine rather than download one.\n",
                        "# MVNW_DOWNLOAD=always turns this off.\n",
                        "if [ -z \"${MVNW_REPOURL-}\" ] && [ \"${MVNW_DOWNLOAD-}\" != always ]"
                                + " && command -v mvn >/dev/null 2>&1; then\n",
                        "  verbose \"Using the installed $(command -v mvn)\"\n",
                        "  exec mvn \"$@\"\n",
                        "# prepare tmp dir\n");
    }

    @Test
    void noFileNamesAPackageRegistry() throws IOException, InterruptedException {
        var findings = new ArrayList<String>();
        for (var file : versionedFiles()) {
            var text = Files.readString(ProjectFiles.ROOT.resolve(file), StandardCharsets.ISO_8859_1)
                    .toLowerCase(Locale.ROOT);
            REGISTRIES.stream()
                    .filter(text::contains)
                    .map(registry ->
                            "%s: names %s: let the client of each machine know its registry".formatted(file, registry))
                    .forEach(findings::add);
        }

        assertThat(findings).isEmpty();
    }

    private static List<String> versionedFiles() throws IOException, InterruptedException {
        assumeThat(ProjectFiles.ROOT.resolve(".git")).exists();
        var git = new ProcessBuilder("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
                .directory(ProjectFiles.ROOT.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as("exit status of git ls-files").isZero();
        return List.of(names.split("\0")).stream()
                .filter(name -> Files.isRegularFile(ProjectFiles.ROOT.resolve(name)))
                .toList();
    }

    private static String host(String... parts) {
        return String.join(".", parts);
    }
}
