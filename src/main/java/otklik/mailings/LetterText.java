package otklik.mailings;

import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.customers.CompanyCard;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.security.Accounts;

/** Makes the letter of one recipient out of a template. */
@Component
class LetterText {
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+[^\\s<>\".,;:!?)]");

    private final Accounts accounts;
    private final Parameters parameters;
    private final Settings settings;
    private final Clock clock;

    LetterText(Accounts accounts, Parameters parameters, Settings settings, Clock clock) {
        this.accounts = accounts;
        this.parameters = parameters;
        this.settings = settings;
        this.clock = clock;
    }

    /** A filled template. */
    record Filled(String subject, String text) {
        /** With the way out below; as plain text. */
        String plain(String footer) {
            return text.strip() + "\n\n-- \n" + footer;
        }

        /** The same as a page that loads and runs nothing. */
        String html(String footer) {
            return "<!doctype html><html><body style=\"font-family:sans-serif\">" + paragraphs(text.strip())
                    + "<p style=\"font-size:small;opacity:.7\">" + linked(footer) + "</p></body></html>";
        }

        private static String paragraphs(String text) {
            return text.lines()
                    .collect(Collectors.joining("\n"))
                    .replaceAll("\n{2,}", "\0")
                    .transform(whole -> Pattern.compile("\0")
                            .splitAsStream(whole)
                            .map(part -> "<p>" + linked(part).replace("\n", "<br>") + "</p>")
                            .collect(Collectors.joining()));
        }

        private static String linked(String text) {
            return LINK.matcher(Entities.escape(text)).replaceAll("<a href=\"$0\">$0</a>");
        }
    }

    /**
     * Fills the template.
     *
     * @throws Refusal when the text has a place that is unknown by now or has no value for this recipient, with its name (E70)
     */
    Filled fill(MailTemplate template, CompanyCard company, Recipient recipient) {
        var values = values(template, company, recipient);
        var names = new LinkedHashSet<>(Placeholders.names(template.subject()));
        names.addAll(Placeholders.names(template.text()));
        var missing = Placeholders.missing(names, values);
        if (!missing.isEmpty()) {
            throw new Refusal(
                    "mailings.placeholder.empty",
                    missing.stream().map(name -> "{{" + name + "}}").collect(Collectors.joining(", ")),
                    recipient.point().point().written());
        }
        return new Filled(
                Placeholders.fill(template.subject(), values).replaceAll("[\\r\\n]+", " "),
                Placeholders.fill(template.text(), values));
    }

    private Map<String, String> values(MailTemplate template, CompanyCard company, Recipient recipient) {
        var form = company.form();
        var values = new LinkedHashMap<>(form.custom());
        var person = recipient.person();
        values.put("company", form.name());
        values.put("person", person == null ? "" : person.name());
        values.put("firstName", person == null ? "" : firstName(person.name(), template.language()));
        values.put("position", person == null || person.position() == null ? "" : person.position());
        values.put("email", recipient.point().point().written());
        values.put("responsible", name(form.responsible()));
        values.put("responsibleEmail", mail(form.responsible()));
        values.put("manager", name(form.manager()));
        values.put("address", form.address());
        values.put("inn", form.inn());
        values.put("kpp", form.kpp());
        values.put("ourCompany", settings.mail().name());
        values.put(
                "today",
                clock.instant()
                        .atZone(parameters.zone(Parameter.COMPANY_ZONE))
                        .format(DateTimeFormatter.ofPattern("d MMMM yyyy", template.language())));
        return values;
    }

    private String name(@Nullable String login) {
        return login == null ? "" : accounts.nameOf(login);
    }

    private String mail(@Nullable String login) {
        return login == null
                ? ""
                : accounts.byLogin(login).map(account -> account.email()).orElse("");
    }

    /** The first word, or the second one of a Russian name that begins with the family name and ends with the father's. */
    static String firstName(String name, Locale language) {
        var words = name.strip().split("\\s+");
        var endsWithPatronymic = words.length == 3
                && Arrays.stream(Refusal.text("mailings.patronymics", language).split(" "))
                        .anyMatch(words[2].toLowerCase(Locale.ROOT)::endsWith);
        return endsWithPatronymic ? words[1] : words[0];
    }
}
