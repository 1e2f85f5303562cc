package otklik;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The files of the project as they lie in its folders, not as they were copied by the build. */
final class ProjectFiles {
    static final Path ROOT = Path.of("").toAbsolutePath();

    private ProjectFiles() {}

    /** All files under the folder with the ending, as paths relative to the project; none where there is no such folder. */
    static List<Path> under(String folder, String ending) {
        var start = ROOT.resolve(folder);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (var files = Files.walk(start)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(ending))
                    .map(ROOT::relativize)
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + file, unreadable);
        }
    }

    /** The name without its ending: {@code request-lifecycle} of {@code processes/requests/request-lifecycle.bpmn}. */
    static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[^.]+$", "");
    }

    /** The folder the file lies in, which is the name of its module. */
    static String module(Path file) {
        return file.getParent().getFileName().toString();
    }

    /** {@code answer-client} → {@code answerClient}. */
    static String camel(String kebab) {
        var words = kebab.split("-");
        return words[0] + Arrays.stream(words).skip(1).map(Diagram::capitalised).collect(Collectors.joining());
    }

    /** {@code answerClient} → {@code answer-client}. */
    static String kebab(String camel) {
        return camel.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
