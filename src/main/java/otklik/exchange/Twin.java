package otklik.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import otklik.customers.CompanyForm;
import otklik.customers.CompanyImports;
import otklik.customers.CompanyImports.Found;
import otklik.customers.CompanyImports.Known;
import otklik.customers.CompanyState;

/**
 * The companies that are there already and look like the one of a row: those with its number or its address, else
 * those with its name. A shared phone is no reason where
 * the taxpayer's numbers say that they are two.
 *
 * @param companies at least one; several are nobody's business but a person's
 */
record Twin(List<Known> companies, Reason reason) {
    /** Why, the strongest first. */
    enum Reason {
        INN,
        POINT,
        NAME
    }

    static @Nullable Twin of(RowDraft row, Found found) {
        var form = row.form();
        var byPoint = new ArrayList<Known>();
        row.points().forEach(point -> byPoint.addAll(found.byPoint().getOrDefault(point.key(), List.of())));
        var candidates = new LinkedHashMap<Reason, List<Known>>();
        candidates.put(Reason.INN, found.byInn().getOrDefault(form.inn(), List.of()));
        candidates.put(Reason.POINT, byPoint);
        candidates.put(Reason.NAME, found.byName().getOrDefault(CompanyImports.nameKey(form.name()), List.of()));
        var fitting = new LinkedHashSet<Known>();
        Reason strongest = null;
        for (Map.Entry<Reason, List<Known>> candidate : candidates.entrySet()) {
            // A name alone says nothing against a number or an address.
            if (candidate.getKey() == Reason.NAME && strongest != null) {
                break;
            }
            candidate.getValue().stream()
                    .filter(known -> !known.contradicts(form))
                    .forEach(fitting::add);
            strongest = strongest == null && !fitting.isEmpty() ? candidate.getKey() : strongest;
        }
        return strongest == null ? null : new Twin(List.copyOf(fitting), strongest);
    }

    /** What the row is found by, for a look-up of many rows. */
    static List<String> keys(RowDraft row) {
        var keys = new ArrayList<String>();
        if (!row.form().inn().isEmpty()) {
            keys.add("inn " + row.form().inn());
        }
        row.points().forEach(point -> keys.add("point " + point.key()));
        keys.add("name " + CompanyImports.nameKey(row.form().name()));
        return keys;
    }

    /** Whether a row before it in the file is another company all the same. */
    static boolean contradict(String inn, String kpp, CompanyForm other) {
        return new Known("", "", inn, kpp, null, CompanyState.ACTIVE).contradicts(other);
    }
}
