package otklik;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of {@code forms/} can be asked by the Tasklist and by our screens, in both languages. */
class FormModelTests {
    /** What our screens can draw; the Tasklist knows more. */
    private static final Set<String> TYPES =
            Set.of("textfield", "textarea", "number", "datetime", "checkbox", "radio", "select", "text");

    private static final Pattern IDENTIFIER = Pattern.compile("(?<![\\w.])[a-zA-Z_]\\w*");
    private static final Set<String> KEYWORDS =
            Set.of("and", "or", "not", "true", "false", "null", "in", "if", "then", "else");

    static Stream<Named<Path>> forms() {
        return ProjectFiles.under("forms", ".form").stream().map(file -> Named.of(file.toString(), file));
    }

    @Test
    void everyFormIsDrawnOnce() {
        assertThat(ProjectFiles.under("forms", ".form").stream().map(ProjectFiles::name))
                .as("File names in forms/: the id of a form is its file name, so each may stand in one folder only")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void fileHoldsAFormOfItsNameThatTheTasklistUnderstands(Path file) {
        var findings = new Findings(file);
        var form = read(file);
        var id = form.path("id").asText();

        findings.check(
                id.equals(ProjectFiles.name(file)),
                id,
                "is not the name of its file: set the id to %s",
                ProjectFiles.name(file));
        findings.check(
                form.path("schemaVersion").asInt() == 16,
                id,
                "has the schema version %s: the Tasklist reads 16, so take back what a newer modeler added",
                form.path("schemaVersion"));
        findings.check(
                form.path("executionPlatform").asText().equals("Camunda Platform"),
                id,
                "is a form for %s: draw it for Camunda Platform 7",
                form.path("executionPlatform"));
        findings.areNone();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void fieldsAreOfKnownTypesAndHaveNames(Path file) {
        var findings = new Findings(file);
        var keys = new ArrayList<String>();

        for (var field : fields(file)) {
            var id = field.path("id").asText();
            var type = field.path("type").asText();
            findings.check(
                    TYPES.contains(type), id, "is a %s, which our screens cannot draw: take one of %s", type, TYPES);
            if (!type.equals("text")) {
                var key = field.path("key").asText();
                findings.check(
                        key.matches("[a-z][a-zA-Z]*"), id, "has the key \"%s\": name the variable in lowerCamel", key);
                findings.check(!keys.contains(key), id, "has the key %s, which another field has: rename one", key);
                keys.add(key);
            }
        }
        findings.areNone();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void conditionsMentionFieldsOfTheForm(Path file) {
        var findings = new Findings(file);
        var keys =
                fields(file).stream().map(field -> field.path("key").asText()).toList();

        for (var field : fields(file)) {
            var hide = field.path("conditional").path("hide").asText("");
            if (hide.isEmpty()) {
                continue;
            }
            findings.check(
                    hide.startsWith("="), field.path("id").asText(), "hides when %s: a condition begins with =", hide);
            IDENTIFIER
                    .matcher(hide.replaceAll("\"[^\"]*\"", ""))
                    .results()
                    .map(found -> found.group())
                    .filter(name -> !KEYWORDS.contains(name))
                    .forEach(name -> findings.check(
                            keys.contains(name),
                            field.path("id").asText(),
                            "hides by %s, which is no field of this form: name one of %s",
                            name,
                            keys));
        }
        findings.areNone();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void everyWordIsThereInBothLanguages(Path file) {
        var findings = new Findings(file);

        for (var field : fields(file)) {
            var id = field.path("id").asText();
            for (var text : List.of("label", "description", "text")) {
                findings.check(
                        field.path(text).asText("").isBlank() || isRussian(field, text + ".ru"),
                        id,
                        "has its %s in English only: add the custom property %s.ru",
                        text,
                        text);
            }
            findings.check(
                    field.path("type").asText().equals("text")
                            || !field.path("label").asText("").isBlank(),
                    id,
                    "has no label: say what it asks");
            for (var option : field.path("values")) {
                var value = option.path("value").asText();
                findings.check(
                        !option.path("label").asText("").isBlank() && isRussian(field, "label.ru." + value),
                        id,
                        "has the answer %s without a label: add its label and the custom property label.ru.%s",
                        value,
                        value);
            }
        }
        findings.areNone();
    }

    /** The answers that the form offers. */
    static List<String> values(Path file) {
        return fields(file).stream()
                .flatMap(field -> Stream.iterate(
                                0, i -> i < field.path("values").size(), i -> i + 1)
                        .map(i -> field.path("values").path(i).path("value").asText()))
                .toList();
    }

    private static boolean isRussian(JsonNode field, String property) {
        return !field.path("properties").path(property).asText("").isBlank();
    }

    private static List<JsonNode> fields(Path file) {
        var fields = new ArrayList<JsonNode>();
        read(file).path("components").forEach(fields::add);
        return fields;
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(ProjectFiles.text(file));
        } catch (JsonProcessingException broken) {
            throw new AssertionError("%s is no JSON: %s".formatted(file, broken.getMessage()), broken);
        }
    }
}
