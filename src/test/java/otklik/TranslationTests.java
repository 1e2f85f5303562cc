package otklik;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every word that a person sees is there in English and in Russian. */
class TranslationTests {
    private static final String ENGLISH = "src/main/resources/vaadin-i18n/translations.properties";
    private static final String RUSSIAN = "src/main/resources/vaadin-i18n/translations_ru.properties";

    /** What is given to a method that looks texts up. */
    private static final Pattern KEY =
            Pattern.compile("\\b(?:t|getTranslation|mailText|Refusal|super)\\(\\s*\"([a-z]\\w*\\.[\\w.]*)\"");

    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+\\.[a-zA-Z][\\w.]*)\"");
    private static final Pattern EVENT =
            Pattern.compile("History\\.Change\\((?:[^()\"]|\\([^()]*\\)|\"[^\"]*\")*?,\\s*\"(\\w+)\"");
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)");
    private static final Pattern CYRILLIC = Pattern.compile("\\p{IsCyrillic}");

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(texts(RUSSIAN).keySet())
                .as("Keys of %s: add the missing ones, take out the others", RUSSIAN)
                .containsExactlyInAnyOrderElementsOf(texts(ENGLISH).keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {ENGLISH, RUSSIAN})
    void keysAreSortedAndThereOnce(String file) {
        var findings = new Findings(Path.of(file));
        var before = "";
        for (var key : keys(file)) {
            findings.check(before.compareTo(key) < 0, key, "stands behind %s: sort the keys, each once", before);
            before = key;
        }
        findings.areNone();
    }

    @ParameterizedTest
    @ValueSource(strings = {ENGLISH, RUSSIAN})
    void noTextIsEmpty(String file) {
        var findings = new Findings(Path.of(file));
        texts(file).forEach((key, text) -> findings.check(!text.isBlank(), key, "is empty: write the text"));
        findings.areNone();
    }

    @ParameterizedTest
    @ValueSource(strings = {ENGLISH, RUSSIAN})
    void everyTextIsAMessagePattern(String file) {
        var findings = new Findings(Path.of(file));
        texts(file).forEach((key, text) -> {
            findings.check(
                    !text.replace("''", "").contains("'"), key, "has a single quote, which disappears: write it twice");
            findings.check(isPattern(text), key, "is no message pattern: correct the braces in \"%s\"", text);
        });
        findings.areNone();
    }

    @Test
    void bothLanguagesUseTheSameArguments() {
        var findings = new Findings(Path.of(RUSSIAN));
        var english = texts(ENGLISH);
        texts(RUSSIAN)
                .forEach((key, text) -> findings.check(
                        arguments(text).equals(arguments(english.getOrDefault(key, text))),
                        key,
                        "uses the arguments %s and the English text %s: use the same",
                        arguments(text),
                        arguments(english.getOrDefault(key, text))));
        findings.areNone();
    }

    @Test
    void everyKeyInJavaHasAText() {
        var texts = texts(ENGLISH).keySet();
        var modules = texts.stream().map(key -> key.replaceFirst("\\..*", "")).collect(Collectors.toSet());
        var findings = new TreeSet<String>();

        for (var file : ProjectFiles.under("src/main/java", ".java")) {
            var keys = new TreeSet<String>();
            var java = ProjectFiles.text(file);
            KEY.matcher(java).results().forEach(found -> keys.add(found.group(1)));
            if (file.toString().contains("/ui/")) {
                LITERAL.matcher(java)
                        .results()
                        .map(found -> found.group(1))
                        .filter(key -> modules.contains(key.replaceFirst("\\..*", "")))
                        .forEach(keys::add);
            }
            keys.stream()
                    .filter(key -> !isThere(key, texts))
                    .forEach(key -> findings.add(
                            "%s: %s: has no text: add it to %s and its Russian sister".formatted(file, key, ENGLISH)));
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void everyKindOfEventHasAText() {
        var texts = texts(ENGLISH).keySet();
        var findings = new TreeSet<String>();

        for (var file : ProjectFiles.under("src/main/java", ".java")) {
            EVENT.matcher(ProjectFiles.text(file))
                    .results()
                    .map(found -> "history." + found.group(1))
                    .filter(key -> !texts.contains(key))
                    .forEach(key -> findings.add(
                            "%s: %s: has no text: add it to %s and its Russian sister".formatted(file, key, ENGLISH)));
        }
        assertThat(findings).isEmpty();
    }

    /** A key that the code goes on building, such as {@code t("requests.Status." + status)}, is there with any ending. */
    private static boolean isThere(String key, Set<String> texts) {
        return key.endsWith(".") ? texts.stream().anyMatch(text -> text.startsWith(key)) : texts.contains(key);
    }

    @Test
    void enumThatHasTextsHasOneForEachConstant() {
        var texts = texts(ENGLISH).keySet();
        var findings = new Findings(Path.of(ENGLISH));

        for (var type : enums()) {
            var prefix = module(type) + "." + type.getSimpleName() + ".";
            var translated = texts.stream()
                    .filter(key -> key.matches(Pattern.quote(prefix) + "[A-Z_]+"))
                    .map(key -> key.substring(prefix.length()))
                    .collect(Collectors.toSet());
            if (translated.isEmpty()) {
                continue;
            }
            var constants = Arrays.stream(type.reflect().getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .collect(Collectors.toSet());
            constants.forEach(constant ->
                    findings.check(translated.contains(constant), prefix + constant, "has no text: add it"));
            translated.forEach(constant -> findings.check(
                    constants.contains(constant),
                    prefix + constant,
                    "belongs to no constant of %s: take it out",
                    type.getName()));
        }
        findings.areNone();
    }

    @Test
    void russianWordsStandInTranslationsOnly() {
        var findings = new ArrayList<String>();

        for (var file : ProjectFiles.under("src/main/java", ".java")) {
            if (file.startsWith("src/main/java/otklik/demo")) {
                continue;
            }
            var lines = ProjectFiles.text(file).lines().toList();
            for (var line = 0; line < lines.size(); line++) {
                if (CYRILLIC.matcher(lines.get(line)).find()) {
                    findings.add("%s:%d: speaks Russian: put the text into %s".formatted(file, line + 1, RUSSIAN));
                }
            }
        }
        assertThat(findings).isEmpty();
    }

    private static List<JavaClass> enums() {
        return new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests()).importPackages("otklik").stream()
                        .filter(type -> type.isEnum() && !type.isAnonymousClass())
                        .toList();
    }

    private static String module(JavaClass type) {
        return type.getPackageName().replaceFirst("^otklik\\.?", "").replaceFirst("\\..*", "");
    }

    private static Set<String> arguments(String text) {
        var found = new TreeSet<String>();
        ARGUMENT.matcher(text).results().forEach(argument -> found.add(argument.group(1)));
        return found;
    }

    private static boolean isPattern(String text) {
        try {
            new MessageFormat(text, Locale.ENGLISH);
            return true;
        } catch (IllegalArgumentException wrong) {
            return false;
        }
    }

    private static Map<String, String> texts(String file) {
        var texts = new LinkedHashMap<String, String>();
        for (var line : lines(file)) {
            texts.put(line.replaceFirst("\\s*=.*", ""), line.contains("=") ? line.replaceFirst("^[^=]*=\\s*", "") : "");
        }
        return texts;
    }

    private static List<String> keys(String file) {
        return lines(file).stream()
                .map(line -> line.replaceFirst("\\s*=.*", ""))
                .toList();
    }

    /** The lines with a text; a text that a backslash continues is one line. */
    private static List<String> lines(String file) {
        return ProjectFiles.text(Path.of(file))
                .replaceAll("\\\\\\R\\s*", "")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
