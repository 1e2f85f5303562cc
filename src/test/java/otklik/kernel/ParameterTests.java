package otklik.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The catalogue: what each setting may be, and how it is read, kept and shown. */
class ParameterTests {
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    @ParameterizedTest
    @EnumSource
    void a_default_is_a_right_value_and_is_read_back_from_its_text(Parameter parameter) {
        assertThat(parameter.read(parameter.write(parameter.byDefault()))).isEqualTo(parameter.byDefault());
    }

    @ParameterizedTest
    @EnumSource
    void every_setting_says_what_it_means_what_it_counts_and_who_reads_it(Parameter parameter) {
        for (var locale : Set.of(Locale.ENGLISH, RUSSIAN)) {
            var texts = ResourceBundle.getBundle("vaadin-i18n.translations", locale);
            var prefix = "kernel.Parameter." + parameter.name();
            assertThat(texts.containsKey(prefix + ".meaning")).isTrue();
            assertThat(texts.containsKey(prefix + ".unit")).isEqualTo(parameter.type() == Parameter.Type.NUMBER);
            assertThat(texts.containsKey(prefix + ".use")).isEqualTo(parameter.isReadByTheProgram());
        }
    }

    @Test
    void the_page_says_truly_which_settings_the_program_reads() {
        var read = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests()).importPackages("otklik").stream()
                        .filter(type -> !type.getPackageName().equals("otklik.kernel"))
                        .flatMap(type -> type.getFieldAccessesFromSelf().stream())
                        .map(JavaFieldAccess::getTarget)
                        .filter(field -> field.getOwner().isEquivalentTo(Parameter.class))
                        .map(field -> field.getName())
                        .collect(Collectors.toSet());

        assertThat(Arrays.stream(Parameter.values()).filter(Parameter::isReadByTheProgram))
                .extracting(Parameter::name)
                .as("READ_BY_THE_PROGRAM in Parameter: add or take out, with the text ….use")
                .containsExactlyInAnyOrderElementsOf(read);
    }

    @Test
    void a_key_is_the_name_in_lower_camel() {
        assertThat(Parameter.MANAGER_REPLY_LIMIT.key()).isEqualTo("managerReplyLimit");
        assertThat(Parameter.ofKey("callbackBecomesAnyones")).contains(Parameter.CALLBACK_BECOMES_ANYONES);
        assertThat(Parameter.ofKey("PT4H")).isEmpty();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "MANAGER_REPLY_LIMIT   | abc            | Manager's reply limit: “abc” is not a length of time. Write a number and choose its unit, for example 4 h of working time.",
                "MANAGER_REPLY_LIMIT   | PT1M           | Manager's reply limit: 1 min of working time is outside of the range from 5 min to 200 h of working time. For example: 4 h of working time.",
                "CLIENT_CHASER_AFTER   | -PT2H          | Chaser to a silent client: “-PT2H” is not a length of time. Write a number and choose its unit, for example 48 h.",
                "CLIENT_CHASER_AFTER   | P91D           | Chaser to a silent client: 91 d is outside of the range from 1 h to 90 d. For example: 48 h.",
                "CLIENT_CHASER_AFTER   | P99999999999999999999D | Chaser to a silent client: “P99999999999999999999D” is not a length of time. Write a number and choose its unit, for example 48 h.",
                "MOST_OPEN_REQUESTS    | 10.5           | Most open requests of a manager: “10.5” is not a whole number. For example: requests: 100.",
                "MOST_OPEN_REQUESTS    | 0              | Most open requests of a manager: requests: 0 is outside of the range from 1 to 10000. For example: requests: 100.",
                "MANAGER_REPLY_WARNING | 100            | Warning before the reply limit: 100% is outside of the range from 1% to 99%. For example: 50%.",
                "COMMISSION_FIXED      | 1.005          | Commission: fixed payment: “1.005” is not an amount with at most two decimals. For example: 100.00 ₽.",
                "CALL_WINDOW_FROM      | 24:00          | Calls begin at: “24:00” is not a time. Write hours and minutes, for example 09:00.",
                "WORKING_DAYS          | SOMEDAY        | Working days: choose at least one day, for example Mon, Tue, Wed, Thu, Fri.",
                "WORKING_DAYS          | ''             | Working days: choose at least one day, for example Mon, Tue, Wed, Thu, Fri.",
                "COMPANY_ZONE          | Mars/Olympus   | Time zone of the company: there is no zone “Mars/Olympus”. Choose one from the list, for example Europe/Moscow.",
                "COMPANY_ZONE          | +03:00         | Time zone of the company: there is no zone “+03:00”. Choose one from the list, for example Europe/Moscow.",
            })
    void a_wrong_value_is_refused_by_name_with_range_and_example(Parameter parameter, String text, String words) {
        var refusal = catchThrowableOfType(Refusal.class, () -> parameter.read(text));

        assertThat(refusal.in(Locale.ENGLISH).replace('\u2019', '\'')).startsWith(words);
        assertThat(refusal.in(RUSSIAN)).startsWith(parameter.in(RUSSIAN) + ":");
    }

    @Test
    void values_are_read_as_people_write_them() {
        assertThat(Parameter.CALL_WINDOW_FROM.read(" 9:30 ")).isEqualTo(LocalTime.of(9, 30));
        assertThat(Parameter.COMMISSION_PERCENT.write(Parameter.COMMISSION_PERCENT.read("2,5")))
                .isEqualTo("2.50");
        assertThat(Parameter.WORKING_DAYS.read("SUNDAY, MONDAY"))
                .isEqualTo(EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY));
        assertThat(Parameter.CLIENT_SILENT_CLOSE.write(Parameter.CLIENT_SILENT_CLOSE.read("P7D")))
                .isEqualTo(Parameter.CLIENT_SILENT_CLOSE.write(Parameter.CLIENT_SILENT_CLOSE.read("PT168H")));
    }

    @Test
    void values_are_shown_as_people_say_them() {
        assertThat(shown(Parameter.MANAGER_REPLY_LIMIT, "PT90M", RUSSIAN)).isEqualTo("1 ч 30 мин рабочего времени");
        assertThat(shown(Parameter.CLIENT_CHASER_AFTER, "PT48H", RUSSIAN)).isEqualTo("48 ч");
        assertThat(shown(Parameter.CLIENT_SILENT_CLOSE, "PT168H", RUSSIAN)).isEqualTo("7 д");
        assertThat(shown(Parameter.RING_TIME, "PT20S", Locale.ENGLISH)).isEqualTo("20 s");
        assertThat(shown(Parameter.COMMISSION_PERCENT, "2.50", RUSSIAN)).isEqualTo("2,5 %");
        assertThat(shown(Parameter.COMMISSION_FIXED, "100", Locale.ENGLISH)).isEqualTo("100.00 ₽");
    }

    private static String shown(Parameter parameter, String text, Locale locale) {
        return parameter.shown(parameter.read(text)).in(locale);
    }

    @Test
    void the_defaults_are_those_of_the_requirements() {
        assertThat(Parameter.MANAGER_REPLY_LIMIT.byDefault()).isEqualTo(Duration.ofHours(4));
        assertThat(Parameter.REOPEN_GRACE.byDefault()).isEqualTo(Duration.ofDays(14));
        assertThat(Parameter.ACTIVATION_LINK_LIFE.byDefault()).isEqualTo(Duration.ofHours(72));
        assertThat(Parameter.MOST_TASKS_PER_DAY.byDefault()).isEqualTo(140L);
        assertThat(Parameter.CALL_WINDOW_UNTIL.byDefault()).isEqualTo(LocalTime.of(20, 0));
    }
}
