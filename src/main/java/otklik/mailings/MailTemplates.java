package otklik.mailings;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/** The templates of letters to companies (S2.18). Who prepares campaigns writes them; whoever writes to companies may use them. */
@Service
public class MailTemplates {
    static final String CASE = "mail-template:";
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TOPIC = 60;
    private static final int LONGEST_SUBJECT = 300;
    private static final int LONGEST_TEXT = 20000;
    private static final int MOST = 500;
    private static final String LATEST = "select t.*, v.topic, v.language, v.subject, v.text, v.saved_at, v.saved_by"
            + " from mail_template t join mail_template_version v on v.template_id = t.id and v.version = ";

    private final JdbcClient jdbc;
    private final Placeholders places;
    private final Policy policy;
    private final History history;
    private final Clock clock;

    MailTemplates(JdbcClient jdbc, Placeholders places, Policy policy, History history, Clock clock) {
        this.jdbc = jdbc;
        this.places = places;
        this.policy = policy;
        this.history = history;
        this.clock = clock;
    }

    /** Whether the person may write templates. */
    public boolean mayEdit() {
        return !CurrentUser.isTrying() && policy.may(Section.CAMPAIGNS, Action.CHANGE);
    }

    /** Whether the person may see or use templates at all. */
    public boolean mayUse() {
        return policy.may(Section.CAMPAIGNS, Action.VIEW) || policy.may(Section.ACTIVITIES, Action.CREATE);
    }

    /** Those that are offered, by name. */
    public List<MailTemplate> usable() {
        return all().stream().filter(template -> !template.retired()).toList();
    }

    /** All, with their newest texts, by name; retired ones last. */
    public List<MailTemplate> all() {
        return mayUse()
                ? jdbc.sql(LATEST + "t.version order by t.retired, t.name limit " + MOST)
                        .query(MailTemplates::template)
                        .list()
                : List.of();
    }

    /** The template with its newest text. */
    public Optional<MailTemplate> find(long id) {
        return mayUse()
                ? jdbc.sql(LATEST + "t.version where t.id = ?")
                        .param(id)
                        .query(MailTemplates::template)
                        .optional()
                : Optional.empty();
    }

    /** The template as one of its versions says it, whatever has been saved since; only its name may be newer. */
    public Optional<MailTemplate> version(long id, int version) {
        return mayUse()
                ? jdbc.sql(LATEST + "? where t.id = ?")
                        .params(version, id)
                        .query((row, number) -> template(row, number, version))
                        .optional()
                : Optional.empty();
    }

    /** All versions of a template, the newest first; at most a hundred. */
    public List<MailTemplate> versions(long id) {
        return mayUse()
                ? jdbc.sql(
                                """
                                select t.*, v.version as saved_version, v.topic, v.language, v.subject, v.text, v.saved_at, v.saved_by
                                from mail_template t join mail_template_version v on v.template_id = t.id
                                where t.id = ? order by v.version desc limit 100""")
                        .param(id)
                        .query((row, number) -> template(row, number, row.getInt("saved_version")))
                        .list()
                : List.of();
    }

    /** The topics that templates have, for suggestions. */
    public List<String> topics() {
        return all().stream().map(MailTemplate::topic).distinct().sorted().toList();
    }

    /**
     * Writes a new template, or another version of one.
     *
     * @param id of the template that is changed; none for a new one
     * @param version of the template as the person saw it
     * @return the template's id
     */
    @Transactional
    public long save(
            @Nullable Long id, String name, String topic, Locale language, String subject, String text, int version) {
        requireEditor(id == null ? Action.CREATE : Action.CHANGE);
        var shortName = line(name, LONGEST_NAME, "mailings.template.nameWrong", "name");
        var shortTopic = known(line(topic, LONGEST_TOPIC, "mailings.template.topicWrong", "topic"), id);
        var shortSubject = line(subject, LONGEST_SUBJECT, "mailings.template.subjectWrong", "subject");
        if (text.isBlank() || text.length() > LONGEST_TEXT) {
            throw new Refusal("mailings.template.textWrong", LONGEST_TEXT).at("text");
        }
        places.check(shortSubject, "subject");
        places.check(text, "text");
        if (jdbc.sql("select count(*) from mail_template where name = ? and id <> ?")
                        .params(shortName, id == null ? 0 : id)
                        .query(Integer.class)
                        .single()
                > 0) {
            throw taken(shortName);
        }
        try {
            var saved = id == null ? insert(shortName) : update(id, shortName, version);
            jdbc.sql(
                            """
                            insert into mail_template_version
                                (template_id, version, topic, language, subject, text, saved_at, saved_by)
                            select id, version, ?, ?, ?, ?, ?, ? from mail_template where id = ?""")
                    .params(
                            shortTopic,
                            language.getLanguage(),
                            shortSubject,
                            text,
                            clock.instant().atOffset(ZoneOffset.UTC),
                            CurrentUser.login().orElse("otklik"),
                            saved)
                    .update();
            history.tell(new History.Change(CASE + saved, "mailTemplateSaved")
                    .from(id == null ? null : String.valueOf(version), shortName));
            return saved;
        } catch (DuplicateKeyException twice) {
            throw taken(shortName);
        }
    }

    /** Takes a template out of what is offered, or puts it back. Mailings that were begun with it go on. */
    @Transactional
    public void retire(long id, boolean retired) {
        requireEditor(Action.CHANGE);
        jdbc.sql("update mail_template set retired = ? where id = ?")
                .params(retired, id)
                .update();
        history.tell(new History.Change(CASE + id, retired ? "mailTemplateRetired" : "mailTemplateRestored"));
    }

    private long insert(String name) {
        var key = new GeneratedKeyHolder();
        jdbc.sql("insert into mail_template (name, version) values (?, 1)")
                .params(name)
                .update(key, "id");
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    private long update(long id, String name, int version) {
        var changed = jdbc.sql("update mail_template set name = ?, version = version + 1 where id = ? and version = ?")
                .params(name, id, version)
                .update();
        if (changed == 0) {
            throw new Refusal("mailings.template.changedMeanwhile", name);
        }
        return id;
    }

    /** As another template spells the topic: whoever opts out of one of them has opted out of both. */
    private String known(String topic, @Nullable Long id) {
        return all().stream()
                .filter(template -> id == null || template.id() != id)
                .map(MailTemplate::topic)
                .filter(topic::equalsIgnoreCase)
                .findFirst()
                .orElse(topic);
    }

    private void requireEditor(Action action) {
        if (CurrentUser.isTrying()) {
            throw new Refusal("security.onlyTrying");
        }
        policy.require(Section.CAMPAIGNS, action);
    }

    private static Refusal taken(String name) {
        return new Refusal("mailings.template.nameTaken", name).at("name");
    }

    private static String line(String text, int longest, String refusal, String field) {
        var line = text.replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ").strip();
        if (line.isEmpty() || line.length() > longest) {
            throw new Refusal(refusal, longest).at(field);
        }
        return line;
    }

    private static MailTemplate template(ResultSet row, int number) throws SQLException {
        return template(row, number, row.getInt("version"));
    }

    private static MailTemplate template(ResultSet row, int number, int version) throws SQLException {
        return new MailTemplate(
                row.getLong("id"),
                row.getString("name"),
                row.getString("topic"),
                Locale.forLanguageTag(row.getString("language")),
                row.getString("subject"),
                row.getString("text"),
                version,
                row.getBoolean("retired"),
                row.getObject("saved_at", OffsetDateTime.class).toInstant(),
                row.getString("saved_by"));
    }
}
