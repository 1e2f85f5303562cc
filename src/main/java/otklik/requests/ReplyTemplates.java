package otklik.requests;

import com.samskivert.mustache.Mustache;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.requests.ReplyTemplate.Range;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.security.WorkGroup;

/**
 * Ready answers of a person, of a team and of the company. What users write into them is text with a few named places and nothing else:
 * no conditions, no loops, no other template, so that a template can neither run nor reach anything.
 */
@Service
public class ReplyTemplates {
    /** What may stand between double braces, in the order in which it is offered. */
    public static final List<String> PLACES =
            List.of("client", "firstName", "number", "title", "manager", "company", "today");

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TEXT = 4000;
    private static final Pattern TAG = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .escapeHTML(false)
            .defaultValue("")
            .withLoader(name -> {
                throw new IllegalArgumentException("A reply template includes no other: " + name);
            });

    private final JdbcClient jdbc;
    private final Policy policy;
    private final Accounts accounts;
    private final Parameters parameters;
    private final Clock clock;
    private final String company;
    private final Locale language;

    ReplyTemplates(
            JdbcClient jdbc, Policy policy, Accounts accounts, Parameters parameters, Clock clock, Settings settings) {
        this.jdbc = jdbc;
        this.policy = policy;
        this.accounts = accounts;
        this.parameters = parameters;
        this.clock = clock;
        this.company = settings.mail().name();
        this.language = settings.language();
    }

    /** Those that the person may use: his own, his teams', the company's; by name. */
    public List<ReplyTemplate> usable() {
        return jdbc
                .sql("select * from reply_template where owner in (:owners) order by name, id limit 500")
                .param("owners", owners())
                .query(ReplyTemplates::template)
                .list()
                .stream()
                .sorted(Comparator.comparing(ReplyTemplate::range).thenComparing(ReplyTemplate::name))
                .toList();
    }

    /** The teams whose templates the person may write: his own ones, if he may give requests away; all, if the settings are his. */
    public List<WorkGroup> teamsToWriteFor() {
        return accounts.groups().stream()
                .filter(group -> group.kind() == WorkGroup.Kind.TEAM)
                .filter(group -> mayWrite(Range.TEAM, group.id()))
                .toList();
    }

    public boolean mayWrite(Range range, String owner) {
        if (CurrentUser.isTrying()) {
            return false;
        }
        var login = CurrentUser.login().orElse("");
        return switch (range) {
            case OWN -> owner.equals(login) && policy.may(Section.REQUESTS, Action.CHANGE);
            case TEAM -> mayWriteForCompany() || isLeader(owner, login);
            case COMPANY -> mayWriteForCompany();
        };
    }

    private boolean mayWriteForCompany() {
        return policy.reach(Section.REQUESTS, Action.ASSIGN).everything()
                || policy.may(Section.SETTINGS, Action.CHANGE);
    }

    /** A member of the team who may give away the requests of a colleague. */
    private boolean isLeader(String group, String login) {
        var members = accounts.group(group).map(WorkGroup::members).orElse(Set.of());
        var reach = policy.reach(Section.REQUESTS, Action.ASSIGN);
        return members.contains(login)
                && members.stream().anyMatch(member -> !member.equals(login) && reach.covers(member));
    }

    /**
     * Writes a new template, or another text into one.
     *
     * @param id of the template that is changed; none for a new one
     * @param version of the template as the person saw it
     */
    @Transactional
    public long save(@Nullable Long id, String name, String text, Range range, String owner, long version) {
        var owned = range == Range.COMPANY ? "" : owner;
        requireRight(range, owned);
        var shortName = name.strip();
        if (shortName.isEmpty() || shortName.length() > LONGEST_NAME) {
            throw new Refusal("requests.template.nameWrong", LONGEST_NAME).at("name");
        }
        check(text);
        try {
            return id == null
                    ? insert(shortName, text, range, owned)
                    : change(id, shortName, text, range, owned, version);
        } catch (DuplicateKeyException twice) {
            throw new Refusal("requests.template.nameTaken", shortName).at("name");
        }
    }

    private long insert(String name, String text, Range range, String owner) {
        var key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                        insert into reply_template (name, text, reach, owner, changed_by, changed_at, version)
                        values (?, ?, ?, ?, ?, ?, 0)""")
                .params(
                        name,
                        text.strip(),
                        range.name(),
                        owner,
                        CurrentUser.login().orElse("otklik"),
                        now())
                .update(key, "id");
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    private long change(long id, String name, String text, Range range, String owner, long version) {
        var before = find(id);
        requireRight(before.range(), before.owner());
        int changed = jdbc.sql(
                        """
                        update reply_template set name = ?, text = ?, reach = ?, owner = ?, changed_by = ?, changed_at = ?,
                            version = version + 1 where id = ? and version = ?""")
                .params(
                        name,
                        text.strip(),
                        range.name(),
                        owner,
                        CurrentUser.login().orElse("otklik"),
                        now(),
                        id,
                        version)
                .update();
        if (changed == 0) {
            throw new Refusal("requests.template.changedMeanwhile", before.name());
        }
        return id;
    }

    @Transactional
    public void remove(long id) {
        var template = find(id);
        requireRight(template.range(), template.owner());
        jdbc.sql("delete from reply_template where id = ?").param(id).update();
    }

    /** The text of a template for a request, in the name of the person who uses it. */
    public String fill(ReplyTemplate template, RequestCard request) {
        return fill(template.text(), values(request));
    }

    /** What a text would become, with the words of an invented request: for the editor; refused like {@link #save}. */
    public String preview(String text) {
        check(text);
        var example = new LinkedHashMap<String, String>();
        PLACES.forEach(place -> example.put(place, Refusal.text("requests.template.example." + place, language)));
        example.put("company", company);
        example.put("today", today());
        return fill(text, example);
    }

    private Map<String, String> values(RequestCard request) {
        var values = new LinkedHashMap<String, String>();
        values.put("client", request.clientName());
        values.put("firstName", request.clientName().strip().replaceFirst("\\s.*", ""));
        values.put("number", request.number());
        values.put("title", request.title());
        values.put("manager", accounts.nameOf(CurrentUser.login().orElse(String.valueOf(request.manager()))));
        values.put("company", company);
        values.put("today", today());
        return values;
    }

    private String today() {
        return clock.instant()
                .atZone(parameters.zone(Parameter.COMPANY_ZONE))
                .format(DateTimeFormatter.ofPattern("d MMMM yyyy", language));
    }

    private static String fill(String text, Map<String, String> values) {
        return COMPILER.compile(text).execute(values);
    }

    private static void check(String text) {
        if (text.isBlank() || text.length() > LONGEST_TEXT) {
            throw new Refusal("requests.template.textWrong", LONGEST_TEXT).at("text");
        }
        var unknown = new HashSet<String>();
        var tags = TAG.matcher(text);
        while (tags.find()) {
            var name = tags.group(1);
            if (!PLACES.contains(name.strip())) {
                unknown.add("{{" + name + "}}");
            }
        }
        var rest = TAG.matcher(text).replaceAll("");
        if (!unknown.isEmpty() || rest.contains("{{") || rest.contains("}}")) {
            var wrong = unknown.isEmpty() ? "{{" : unknown.stream().sorted().collect(Collectors.joining(", "));
            var places = PLACES.stream().map(place -> "{{" + place + "}}").collect(Collectors.joining(", "));
            throw new Refusal("requests.template.unknownPlace", wrong, places).at("text");
        }
    }

    private void requireRight(Range range, String owner) {
        if (CurrentUser.isTrying()) {
            throw new Refusal("security.onlyTrying");
        }
        if (!mayWrite(range, owner)) {
            throw new Refusal("requests.template.notYours");
        }
    }

    private ReplyTemplate find(long id) {
        return jdbc.sql("select * from reply_template where id = ?")
                .param(id)
                .query(ReplyTemplates::template)
                .optional()
                .filter(template -> owners().contains(template.owner()) || mayWrite(template.range(), template.owner()))
                .orElseThrow(() -> new Refusal("requests.template.gone"));
    }

    /** The company, the person and his teams; those who write for the company write for all teams. */
    private Set<String> owners() {
        var owners = new HashSet<String>(Set.of(""));
        CurrentUser.login().ifPresent(login -> {
            owners.add(login);
            accounts.byLogin(login).ifPresent(account -> owners.addAll(account.groups()));
        });
        if (mayWriteForCompany()) {
            accounts.groups().forEach(group -> owners.add(group.id()));
        }
        return owners;
    }

    private java.time.OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static ReplyTemplate template(ResultSet row, int number) throws SQLException {
        return new ReplyTemplate(
                row.getLong("id"),
                row.getString("name"),
                row.getString("text"),
                Range.valueOf(row.getString("reach")),
                row.getString("owner"),
                row.getLong("version"));
    }
}
