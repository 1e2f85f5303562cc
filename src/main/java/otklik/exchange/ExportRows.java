package otklik.exchange;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.customers.CompanyCard;
import otklik.customers.ContactPoint;
import otklik.customers.ContactPoint.Kind;
import otklik.customers.CustomField;
import otklik.customers.CustomFields;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.security.Accounts;

/** Companies as rows of texts, in the words of whoever exports them. */
@Component
class ExportRows {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private final CustomFields fields;
    private final Accounts accounts;
    private final Parameters parameters;

    ExportRows(CustomFields fields, Accounts accounts, Parameters parameters) {
        this.fields = fields;
        this.accounts = accounts;
        this.parameters = parameters;
    }

    List<String> header(List<String> columns, Locale locale) {
        var custom = new HashMap<String, String>();
        fields.all().forEach(field -> custom.put(ImportPlan.CUSTOM + field.key(), field.name()));
        return columns.stream()
                .map(column -> column.startsWith(ImportPlan.CUSTOM)
                        ? custom.getOrDefault(column, column.substring(ImportPlan.CUSTOM.length()))
                        : Refusal.text("exchange.ExportColumn." + column, locale))
                .toList();
    }

    /** One row for each company, in the order of the cards. */
    List<List<String>> of(List<CompanyCard> companies, List<String> columns, Locale locale) {
        var names = new HashMap<String, String>();
        var choices = new HashMap<String, CustomField>();
        fields.all().forEach(field -> choices.put(field.key(), field));
        return companies.stream()
                .map(company -> columns.stream()
                        .map(column -> column.startsWith(ImportPlan.CUSTOM)
                                ? custom(company, column.substring(ImportPlan.CUSTOM.length()), choices, locale)
                                : cell(company, ExportColumn.valueOf(column), names, locale))
                        .toList())
                .toList();
    }

    private String cell(CompanyCard company, ExportColumn column, Map<String, String> names, Locale locale) {
        var form = company.form();
        return switch (column) {
            case NUMBER -> company.number();
            case NAME -> form.name();
            case INN -> form.inn();
            case KPP -> form.kpp();
            case PHONES -> points(company, Kind.PHONE);
            case MAILS -> points(company, Kind.EMAIL);
            case ADDRESS -> form.address();
            case ZONE -> text(form.zone());
            case RESPONSIBLE -> name(form.responsible(), names);
            case MANAGER -> name(form.manager(), names);
            case TAGS -> String.join(", ", form.tags());
            case STATE -> Refusal.text(Refusal.keyOf(company.state()), locale);
            case IN_WORK -> yesOrNo(form.inWork(), locale);
            case ACTIVITIES -> String.valueOf(company.openActivities());
            case NEXT_DUE -> moment(company.nextDue());
            case NEXT_TITLE -> text(company.nextTitle());
            case LAST_CONTACT -> moment(company.lastContactAt());
            case NOTE -> form.note();
        };
    }

    private static String custom(CompanyCard company, String key, Map<String, CustomField> choices, Locale locale) {
        var value = company.form().custom().getOrDefault(key, "");
        var field = choices.get(key);
        return field != null && field.kind() == CustomField.FieldKind.YES_NO && !value.isEmpty()
                ? yesOrNo(value.equals("yes"), locale)
                : value;
    }

    private static String points(CompanyCard company, Kind kind) {
        return company.form().points().stream()
                .filter(point -> point.kind() == kind)
                .map(ContactPoint::shown)
                .collect(joining(", "));
    }

    private String name(@Nullable String login, Map<String, String> names) {
        return login == null ? "" : names.computeIfAbsent(login, accounts::nameOf);
    }

    private String moment(@Nullable Instant at) {
        return at == null ? "" : MOMENT.format(at.atZone(parameters.zone(Parameter.COMPANY_ZONE)));
    }

    private static String yesOrNo(boolean answer, Locale locale) {
        return Refusal.text(answer ? "exchange.yes" : "exchange.no", locale);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
