package otklik.customers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Refusal;

/**
 * What stands in the fields of a company's card as people type it, right or wrong, so that nothing typed is lost: it can be kept as a draft
 * and laid on top of what somebody else has saved meanwhile.
 *
 * @param values text by name of the field, as {@link Refusal#field()} names it; a field of the administrator under its key; several values
 *     in one field stand in lines; a field that is not there is blank
 */
public record CompanyText(Map<String, String> values) {
    public static final String NAME = "name";
    public static final String INN = "inn";
    public static final String KPP = "kpp";
    public static final String ADDRESS = "address";
    public static final String ZONE = "zone";
    public static final String NOTE = "note";
    public static final String RESPONSIBLE = "responsible";
    public static final String MANAGER = "manager";
    public static final String IN_WORK = "inWork";
    public static final String POINTS = "points";
    public static final String TAGS = "tags";

    /** The fields that every card has; names of further fields are keys of {@link CustomField}. */
    public static final List<String> BUILT_IN =
            List.of(NAME, INN, KPP, ADDRESS, ZONE, NOTE, RESPONSIBLE, MANAGER, IN_WORK, POINTS, TAGS);

    /** What a box that is ticked is as text. */
    public static final String TICKED = "+";

    public CompanyText {
        values = Map.copyOf(values);
    }

    public static CompanyText of(CompanyForm form) {
        var values = new LinkedHashMap<String, String>();
        values.put(NAME, form.name());
        values.put(INN, form.inn());
        values.put(KPP, form.kpp());
        values.put(ADDRESS, form.address());
        values.put(ZONE, text(form.zone()));
        values.put(NOTE, form.note());
        values.put(RESPONSIBLE, text(form.responsible()));
        values.put(MANAGER, text(form.manager()));
        values.put(IN_WORK, form.inWork() ? TICKED : "");
        values.put(POINTS, form.points().stream().map(ContactPoint::shown).collect(Collectors.joining("\n")));
        values.put(TAGS, form.tags().stream().sorted().collect(Collectors.joining("\n")));
        form.custom().forEach(values::putIfAbsent);
        return new CompanyText(values);
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    public CompanyText with(String field, String value) {
        var changed = new LinkedHashMap<>(values);
        changed.put(field, value);
        return new CompanyText(changed);
    }

    /**
     * What can be saved of it; refused with the name of the field where a text is no phone and no address.
     *
     * @param country where a phone without a country code is meant, two letters
     */
    public CompanyForm form(String country) {
        var points = lines(POINTS).stream()
                .map(line -> ContactPoint.address(line)
                        .or(() -> ContactPoint.phone(line, country))
                        .orElseThrow(() -> new Refusal("customers.company.pointWrong", line).at(POINTS)))
                .toList();
        var custom = new LinkedHashMap<>(values);
        BUILT_IN.forEach(custom::remove);
        return new CompanyForm(
                value(NAME),
                value(INN),
                value(KPP),
                value(ADDRESS),
                none(ZONE),
                value(NOTE),
                none(RESPONSIBLE),
                none(MANAGER),
                value(IN_WORK).equals(TICKED),
                points,
                new LinkedHashSet<>(lines(TAGS)),
                custom);
    }

    /** What was typed where something was typed, else what is saved now. */
    public CompanyText onTopOf(CompanyText seen, CompanyText now) {
        var both = new LinkedHashMap<>(now.values);
        differences(seen).forEach(field -> both.put(field, value(field)));
        return new CompanyText(both);
    }

    /** Names of the fields in which the two differ, those that every card has first. */
    public Set<String> differences(CompanyText other) {
        var all = new LinkedHashSet<>(BUILT_IN);
        var further = new TreeSet<>(values.keySet());
        further.addAll(other.values.keySet());
        all.addAll(further);
        return all.stream()
                .filter(field -> !Objects.equals(value(field), other.value(field)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<String> lines(String field) {
        return new ArrayList<>(Arrays.stream(value(field).split("\n"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList());
    }

    private @Nullable String none(String field) {
        return value(field).isBlank() ? null : value(field);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
