package otklik.customers;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.history.History;

/**
 * What a change of a company's card has changed, field by field.
 *
 * @param kind of the line in the timeline
 * @param field name of a field that the administrator has added; none for the others, whose kind says it
 */
record CompanyDifferences(String kind, @Nullable String before, @Nullable String after, @Nullable String field) {
    /** The kinds of all lines that a change of a company's form may write. */
    static final List<String> KINDS = List.of(
            "companyName",
            "companyInn",
            "companyKpp",
            "companyAddress",
            "companyZone",
            "companyNote",
            "companyResponsible",
            "companyManager",
            "companyInWork",
            "companyOutOfWork",
            "companyPoints",
            "companyTags",
            "companyCustom");

    static List<CompanyDifferences> between(CompanyForm before, CompanyForm after, List<CustomField> fields) {
        var all = new ArrayList<CompanyDifferences>();
        compare(all, "companyName", before.name(), after.name());
        compare(all, "companyInn", before.inn(), after.inn());
        compare(all, "companyKpp", before.kpp(), after.kpp());
        compare(all, "companyAddress", before.address(), after.address());
        compare(all, "companyZone", before.zone(), after.zone());
        compare(all, "companyNote", before.note(), after.note());
        compare(all, "companyResponsible", before.responsible(), after.responsible());
        compare(all, "companyManager", before.manager(), after.manager());
        compare(all, after.inWork() ? "companyInWork" : "companyOutOfWork", mark(before), mark(after));
        compare(all, "companyPoints", points(before), points(after));
        compare(all, "companyTags", String.join(", ", before.tags()), String.join(", ", after.tags()));
        fields.forEach(field -> {
            var old = before.custom().getOrDefault(field.key(), "");
            var now = after.custom().getOrDefault(field.key(), "");
            if (!old.equals(now)) {
                all.add(new CompanyDifferences("companyCustom", old, now, field.name()));
            }
        });
        return all;
    }

    History.Change change(String number) {
        return new History.Change(number, kind).from(before, after).because(field);
    }

    private static @Nullable String mark(CompanyForm form) {
        return form.inWork() ? "+" : null;
    }

    private static String points(CompanyForm form) {
        return form.points().stream().map(ContactPoint::shown).collect(Collectors.joining(", "));
    }

    private static void compare(
            List<CompanyDifferences> all, String kind, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(empty(before), empty(after))) {
            all.add(new CompanyDifferences(kind, empty(before), empty(after), null));
        }
    }

    private static @Nullable String empty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
