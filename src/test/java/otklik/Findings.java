package otklik;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with one file: which element, what, and what to do. */
final class Findings {
    private final Path file;
    private final List<String> found = new ArrayList<>();

    Findings(Path file) {
        this.file = file;
    }

    /** Notes a finding unless the rule holds. */
    boolean check(boolean holds, Object id, String advice, Object... arguments) {
        if (!holds) {
            found.add("%s: %s: %s".formatted(file, id, advice.formatted(arguments)));
        }
        return holds;
    }

    void areNone() {
        assertThat(found).isEmpty();
    }
}
