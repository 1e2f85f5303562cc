package otklik;

import java.nio.file.Path;
import java.util.List;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.InputEntry;

/** Reads decision tables as files, for tests of modules that know what a table has to say. */
public final class DecisionsOfFiles {
    private DecisionsOfFiles() {}

    /** The file as it is. */
    public static String text(String file) {
        return ProjectFiles.text(Path.of(file));
    }

    /** The words in the input columns of all rules, without quotes; empty ones left out. */
    public static List<String> inputs(String file) {
        return Dmn.readModelFromFile(ProjectFiles.ROOT.resolve(Path.of(file)).toFile())
                .getModelElementsByType(InputEntry.class)
                .stream()
                .map(entry -> entry.getText().getTextContent().strip().replace("\"", ""))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
