package otklik.customers;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.customers.CustomField.FieldKind;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/** The fields of companies that the administrator has added (at most fifty), and what may be written into them. */
@Service
public class CustomFields {
    /** Topic of every change of the fields. */
    public static final String TOPIC = "custom-fields";

    static final int MOST = 50;
    /** Beginning of the key of a field in the timeline. */
    static final String CASE = "field:";

    private static final int MOST_EVER = 500;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_CHOICES = 2000;
    private static final int LONGEST = 1000;
    private static final DateTimeFormatter RUSSIAN_DAY = DateTimeFormatter.ofPattern("d.M.uuuu");

    private final JdbcClient jdbc;

    private final Policy policy;
    private final History history;
    private final Signals signals;

    CustomFields(JdbcClient jdbc, Policy policy, History history, Signals signals) {
        this.jdbc = jdbc;
        this.policy = policy;
        this.history = history;
        this.signals = signals;
    }

    /** Those in use, in their order. */
    public List<CustomField> all() {
        return jdbc.sql("select * from custom_field where retired = false order by place, id limit " + MOST)
                .query(CustomFields::field)
                .list();
    }

    /** All of them, retired ones last. */
    public List<CustomField> withRetired() {
        return jdbc.sql("select * from custom_field order by retired, place, id limit " + MOST_EVER)
                .query(CustomFields::field)
                .list();
    }

    /**
     * Adds a field at the end; refused with the name of what is wrong.
     *
     * @param key see {@link CustomField#key()}; never given twice, not even after a field was retired
     * @param choices of a {@link FieldKind#CHOICE}, at least two
     */
    @Transactional
    public void add(String key, String name, FieldKind kind, List<String> choices) {
        requireSettings();
        if (!key.matches("[a-z][A-Za-z0-9]{0,39}")) {
            throw new Refusal("customers.field.keyWrong", key).at("key");
        }
        if (CompanyText.BUILT_IN.contains(key)
                || withRetired().stream().anyMatch(field -> field.key().equals(key))) {
            throw new Refusal("customers.field.keyTaken", key).at("key");
        }
        if (all().size() >= MOST) {
            throw new Refusal("customers.field.tooMany", MOST).at("key");
        }
        var checked = checkName(name, 0);
        try {
            jdbc.sql(
                            "insert into custom_field (field_key, name, kind, choices, place) select ?, ?, ?, ?, coalesce(max(place), 0) + 1 from custom_field")
                    .params(key, checked, kind.name(), joined(checkChoices(kind, choices)))
                    .update();
        } catch (DuplicateKeyException takenMeanwhile) {
            throw new Refusal("customers.field.keyTaken", key).at("key");
        }
        tell(key, "fieldAdded", null, checked);
    }

    /** Gives a field another name and other choices; a choice that companies have cannot be taken away. */
    @Transactional
    public void change(long id, String name, List<String> choices) {
        requireSettings();
        var before = lock(id);
        var checked = checkName(name, id);
        var newChoices = checkChoices(before.kind(), choices);
        before.choices().stream()
                .filter(choice -> !newChoices.contains(choice))
                .forEach(choice -> requireUnused(before, choice));
        jdbc.sql("update custom_field set name = ?, choices = ? where id = ?")
                .params(checked, joined(newChoices), id)
                .update();
        if (!before.name().equals(checked)) {
            tell(before.key(), "fieldRenamed", before.name(), checked);
        }
        if (!before.choices().equals(newChoices)) {
            tell(before.key(), "fieldChoices", String.join(", ", before.choices()), String.join(", ", newChoices));
        }
    }

    /** Puts a field one place higher or lower among those in use. */
    @Transactional
    public void move(long id, boolean up) {
        requireSettings();
        var moved = lock(id);
        var order = new ArrayList<>(all());
        var place = order.stream().map(CustomField::id).toList().indexOf(id);
        var other = up ? place - 1 : place + 1;
        if (place < 0 || other < 0 || other >= order.size()) {
            return;
        }
        Collections.swap(order, place, other);
        for (int index = 0; index < order.size(); index++) {
            jdbc.sql("update custom_field set place = ? where id = ?")
                    .params(index + 1, order.get(index).id())
                    .update();
        }
        tell(moved.key(), "fieldMoved", String.valueOf(place + 1), String.valueOf(other + 1));
    }

    /** Hides a field or shows it again; the values of companies are kept. */
    @Transactional
    public void retire(long id, boolean retired) {
        requireSettings();
        var before = lock(id);
        if (before.retired() == retired) {
            return;
        }
        if (!retired && all().size() >= MOST) {
            throw new Refusal("customers.field.tooMany", MOST);
        }
        jdbc.sql("update custom_field set retired = ? where id = ?")
                .params(retired, id)
                .update();
        tell(before.key(), retired ? "fieldRetired" : "fieldBack", null, before.name());
    }

    private void requireSettings() {
        policy.require(Section.SETTINGS, Action.CHANGE);
    }

    private CustomField lock(long id) {
        return jdbc.sql("select * from custom_field where id = ? for update")
                .param(id)
                .query(CustomFields::field)
                .optional()
                .orElseThrow(() -> new Refusal("customers.field.unknown"));
    }

    private String checkName(String name, long exceptId) {
        var checked = name.replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ").strip();
        if (checked.isEmpty() || checked.length() > LONGEST_NAME) {
            throw new Refusal("customers.field.nameWrong", LONGEST_NAME).at("name");
        }
        if (all().stream()
                .anyMatch(field -> field.id() != exceptId && field.name().equalsIgnoreCase(checked))) {
            throw new Refusal("customers.field.nameTaken", checked).at("name");
        }
        return checked;
    }

    private static List<String> checkChoices(FieldKind kind, List<String> choices) {
        if (kind != FieldKind.CHOICE) {
            return List.of();
        }
        var checked = choices.stream()
                .map(String::strip)
                .filter(choice -> !choice.isEmpty())
                .distinct()
                .toList();
        if (checked.size() < 2 || String.join("\n", checked).length() > LONGEST_CHOICES) {
            throw new Refusal("customers.field.choicesWrong", LONGEST_CHOICES).at("choices");
        }
        return checked;
    }

    private void requireUnused(CustomField field, String choice) {
        var having = jdbc.sql("select count(*) from custom_value where field_id = ? and text_key = ?")
                .params(field.id(), NameKey.cut(choice.toLowerCase(Locale.ROOT)))
                .query(Integer.class)
                .single();
        if (having > 0) {
            throw new Refusal("customers.field.choiceInUse", choice, having).at("choices");
        }
    }

    private static @Nullable String joined(List<String> choices) {
        return choices.isEmpty() ? null : String.join("\n", choices);
    }

    private void tell(String key, String kind, @Nullable String before, @Nullable String after) {
        history.tell(new History.Change(CASE + key, kind).from(before, after));
        signals.say(TOPIC);
    }

    /**
     * What is kept of a text.
     *
     * @param text as it is shown
     * @param key in small letters, to be compared
     */
    record Value(String text, String key, @Nullable BigDecimal number, @Nullable LocalDate date) {}

    /** The value of a text for a field, empty of a blank one; refused with the name of the field and what may stand there. */
    static Optional<Value> read(CustomField field, String text) {
        var written = text.strip();
        if (written.isEmpty()) {
            return Optional.empty();
        }
        if (written.length() > LONGEST) {
            throw new Refusal("customers.custom.tooLong", field.name(), LONGEST).at(field.key());
        }
        return Optional.of(
                switch (field.kind()) {
                    case TEXT -> plain(written);
                    case NUMBER -> number(field, written);
                    case DATE -> date(field, written);
                    case CHOICE ->
                        plain(field.choices().stream()
                                .filter(choice -> choice.equalsIgnoreCase(written))
                                .findFirst()
                                .orElseThrow(() -> new Refusal(
                                                "customers.custom.noChoice",
                                                field.name(),
                                                written,
                                                String.join(", ", field.choices()))
                                        .at(field.key())));
                    case YES_NO -> yesOrNo(field, written);
                });
    }

    private static Value plain(String text) {
        var key = text.toLowerCase(Locale.ROOT);
        return new Value(text, NameKey.cut(key), null, null);
    }

    private static Value number(CustomField field, String text) {
        try {
            var number = new BigDecimal(text.replaceAll("[\\s\\p{Z}]", "").replace(',', '.'));
            // In long: an exponent may be as great as an int.
            if ((long) number.precision() - number.scale() > 15 || number.scale() > 4) {
                throw new NumberFormatException(text);
            }
            return new Value(number.toPlainString(), number.toPlainString(), number, null);
        } catch (NumberFormatException noNumber) {
            throw new Refusal("customers.custom.noNumber", field.name(), text).at(field.key());
        }
    }

    private static Value date(CustomField field, String text) {
        try {
            var day = text.contains(".") ? LocalDate.parse(text, RUSSIAN_DAY) : LocalDate.parse(text);
            return new Value(day.toString(), day.toString(), null, day);
        } catch (DateTimeParseException noDate) {
            throw new Refusal("customers.custom.noDate", field.name(), text).at(field.key());
        }
    }

    private static Value yesOrNo(CustomField field, String text) {
        var word = text.toLowerCase(Locale.ROOT);
        for (var answer : new String[] {"yes", "no"}) {
            var words = Arrays.asList(Refusal.text("customers.custom.words." + answer, Locale.ROOT)
                    .split(" "));
            if (words.contains(word)) {
                return plain(answer);
            }
        }
        throw new Refusal("customers.custom.noYesNo", field.name(), text).at(field.key());
    }

    static CustomField field(ResultSet row, int number) throws SQLException {
        var choices = row.getString("choices");
        return new CustomField(
                row.getLong("id"),
                row.getString("field_key"),
                row.getString("name"),
                FieldKind.valueOf(row.getString("kind")),
                choices == null || choices.isEmpty() ? List.of() : List.of(choices.split("\n")),
                row.getInt("place"),
                row.getBoolean("retired"));
    }
}
