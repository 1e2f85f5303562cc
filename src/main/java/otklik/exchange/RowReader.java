package otklik.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.customers.CompanyForm;
import otklik.customers.CompanyImports;
import otklik.customers.ContactPoint;
import otklik.customers.CustomField;
import otklik.kernel.Refusal;
import otklik.security.Account;

/** Reads rows of a file by its plan. Asks no database for a row. */
final class RowReader {
    private static final String BETWEEN_POINTS = "[;,\\n/|]+";
    private static final String BETWEEN_TAGS = "[;,\\n|]+";

    private final ImportCard file;
    private final CompanyImports companies;
    private final List<CustomField> fields;
    private final Map<String, String> logins;
    private final Locale locale;

    RowReader(
            ImportCard file, CompanyImports companies, List<CustomField> fields, List<Account> people, Locale locale) {
        this.file = file;
        this.companies = companies;
        this.fields = fields;
        this.locale = locale;
        this.logins = people.stream()
                .filter(Account::active)
                .flatMap(person -> java.util.stream.Stream.of(
                        Map.entry(word(person.name()), person.login()),
                        Map.entry(word(person.login()), person.login())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
    }

    /** What the row says; refused with the column and the reason. */
    RowDraft read(List<String> cells) {
        var texts = new EnumMap<ImportField, List<String>>(ImportField.class);
        var custom = new HashMap<String, String>();
        for (int index = 0; index < cells.size(); index++) {
            var cell = cells.get(index);
            if (index >= file.header().size()) {
                if (!cell.isEmpty()) {
                    throw new Refusal("exchange.row.moreCells", file.header().size());
                }
                continue;
            }
            var target = file.plan().targets().get(index);
            if (target == null || cell.isEmpty()) {
                continue;
            }
            if (cell.indexOf(TableFile.UNREADABLE) >= 0) {
                throw new Refusal("exchange.row.unreadable", file.header().get(index));
            }
            if (target.startsWith(ImportPlan.CUSTOM)) {
                custom.put(target.substring(ImportPlan.CUSTOM.length()), cell);
            } else {
                texts.computeIfAbsent(ImportField.valueOf(target), none -> new ArrayList<>())
                        .add(cell);
            }
        }
        return draft(texts, custom);
    }

    private RowDraft draft(Map<ImportField, List<String>> texts, Map<String, String> custom) {
        var notes = new ArrayList<String>();
        var name = one(texts, ImportField.NAME);
        if (name.isEmpty()) {
            throw new Refusal("exchange.row.noName");
        }
        var points = new ArrayList<ContactPoint>();
        points.addAll(points(texts, ImportField.PHONES, companies::phone, notes));
        points.addAll(points(texts, ImportField.MAILS, ContactPoint::email, notes));
        var personPoints = new ArrayList<ContactPoint>();
        personPoints.addAll(points(texts, ImportField.PERSON_PHONE, companies::phone, notes));
        personPoints.addAll(points(texts, ImportField.PERSON_MAIL, ContactPoint::email, notes));
        var tags = new LinkedHashSet<String>();
        texts.getOrDefault(ImportField.TAGS, List.of())
                .forEach(cell -> tags.addAll(Arrays.asList(cell.split(BETWEEN_TAGS))));
        tags.add(file.plan().tag());
        var responsible = login(one(texts, ImportField.RESPONSIBLE));
        var form = companies.check(
                new CompanyForm(
                        name,
                        one(texts, ImportField.INN),
                        one(texts, ImportField.KPP),
                        one(texts, ImportField.ADDRESS),
                        one(texts, ImportField.ZONE),
                        one(texts, ImportField.NOTE),
                        responsible == null ? file.plan().responsible() : responsible,
                        login(one(texts, ImportField.MANAGER)),
                        true,
                        points,
                        tags,
                        custom),
                fields);
        return new RowDraft(
                form,
                responsible != null,
                one(texts, ImportField.PERSON),
                one(texts, ImportField.POSITION),
                List.copyOf(personPoints),
                List.copyOf(notes));
    }

    private List<ContactPoint> points(
            Map<ImportField, List<String>> texts,
            ImportField field,
            Function<String, Optional<ContactPoint>> reader,
            List<String> notes) {
        var points = new ArrayList<ContactPoint>();
        for (var cell : texts.getOrDefault(field, List.of())) {
            for (var part : cell.split(BETWEEN_POINTS)) {
                if (part.isBlank()) {
                    continue;
                }
                var wrong = new Refusal("exchange.row.wrong." + field.name(), part.strip());
                reader.apply(part).ifPresentOrElse(points::add, () -> {
                    if (!file.plan().lenient()) {
                        throw wrong;
                    }
                    notes.add(Refusal.text("exchange.row.leftOut", locale, part.strip()));
                });
            }
        }
        return points;
    }

    private @Nullable String login(String text) {
        if (text.isEmpty()) {
            return null;
        }
        var login = logins.get(word(text));
        if (login == null) {
            throw new Refusal("customers.company.unknownPerson", text);
        }
        return login;
    }

    private static String one(Map<ImportField, List<String>> texts, ImportField field) {
        return String.join(" ", texts.getOrDefault(field, List.of()));
    }

    private static String word(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
    }
}
