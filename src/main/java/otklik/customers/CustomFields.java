package otklik.customers;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.customers.CustomField.FieldKind;
import otklik.kernel.Refusal;

/** The fields of companies that the administrator has added (at most fifty), and what may be written into them. */
@Service
public class CustomFields {
    static final int MOST = 50;
    private static final int LONGEST = 1000;
    private static final DateTimeFormatter RUSSIAN_DAY = DateTimeFormatter.ofPattern("d.M.uuuu");

    private final JdbcClient jdbc;

    CustomFields(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those in use, in their order. */
    public List<CustomField> all() {
        return jdbc.sql("select * from custom_field where retired = false order by place, id limit " + MOST)
                .query(CustomFields::field)
                .list();
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
            if (number.precision() - number.scale() > 15 || number.scale() > 4) {
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
