package otklik.staff.ui;

import static otklik.ui.Texts.t;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.security.Right;
import otklik.security.WorkMode;
import otklik.staff.Departments.Department;
import otklik.staff.Differences.Difference;
import otklik.staff.EmployeeKind;
import otklik.staff.Teams.Team;
import otklik.ui.Texts;

/** The short texts by which history keeps the fields of a card, in words. */
final class CardWords {
    private final Map<String, String> departments;
    private final Map<String, String> teams;
    private final Map<Long, String> products;
    private final RightWords rights;

    CardWords(StaffScreens staff) {
        departments = staff.departments().all().stream()
                .collect(Collectors.toMap(department -> String.valueOf(department.id()), Department::name));
        teams = staff.teams().all().stream().collect(Collectors.toMap(team -> String.valueOf(team.id()), Team::name));
        products = staff.productNames();
        rights = staff.words();
    }

    /** "Phone: — → +7 912 345-67-89". */
    String of(Difference difference) {
        return of(difference.field(), difference.before(), difference.after());
    }

    String of(String field, @Nullable String before, @Nullable String after) {
        return t("staff.changed", t("staff.field." + field), word(field, before), word(field, after));
    }

    private String word(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return "—";
        }
        return switch (field) {
            case "kind" -> t(EmployeeKind.valueOf(value));
            case "workMode" -> t("staff.mode." + WorkMode.valueOf(value).name());
            case "department" -> departments.getOrDefault(value, value);
            case "language" -> Locale.forLanguageTag(value).getDisplayLanguage(Texts.locale());
            case "hours" -> hours(value);
            case "seenProducts", "addedProducts" ->
                value.equals("*") ? t("staff.products.every") : each(value, this::product);
            case "presets" -> each(value, rights::preset);
            case "rights" -> each(value, code -> RightWords.of(Right.parse(code)));
            case "teams" -> each(value, id -> teams.getOrDefault(id, id));
            default -> value;
        };
    }

    private String product(String id) {
        return products.getOrDefault(Long.valueOf(id), id);
    }

    private static String each(String codes, UnaryOperator<String> word) {
        return Arrays.stream(codes.split(" ")).map(word).collect(Collectors.joining(", "));
    }

    private static String hours(String value) {
        var parts = value.split(" ", 2);
        return parts.length < 2
                ? value
                : parts[0] + " "
                        + Arrays.stream(parts[1].split(","))
                                .map(day -> DayOfWeek.valueOf(day)
                                        .getDisplayName(TextStyle.SHORT_STANDALONE, Texts.locale()))
                                .collect(Collectors.joining(", "));
    }
}
