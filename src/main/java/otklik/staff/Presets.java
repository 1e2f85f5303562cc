package otklik.staff;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Right;
import otklik.security.Role;
import otklik.security.Section;

/** Named sets of rights: the roles, "CRM operator" and the company's own. A person, a team or a department can hold several. */
@Service
public class Presets {
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{1,62}");
    private static final Set<String> BUILT_IN =
            Set.of("administrator", "operator", "manager", "head", "crm-operator", "call-centre");

    private final JdbcClient jdbc;
    private final Rights rights;
    private final History history;
    private final Policy policy;

    Presets(JdbcClient jdbc, Rights rights, History history, Policy policy) {
        this.jdbc = jdbc;
        this.rights = rights;
        this.history = history;
        this.policy = policy;
    }

    /**
     * @param code stable id; of a role the id of its group in diagrams
     * @param name of a preset of the company's own; those that come with the product are named by the translations
     */
    public record Preset(String code, @Nullable String name, Set<Right> rights, long version) {
        public boolean isBuiltIn() {
            return BUILT_IN.contains(code);
        }

        /** The administrators' preset is everything there is and cannot be cut (S0.7). */
        public boolean isFixed() {
            return code.equals(Role.ADMINISTRATOR.group());
        }
    }

    /** Codes contain no dot, rights do. */
    static boolean isRight(String granted) {
        return granted.indexOf('.') >= 0;
    }

    /** All presets: those that come with the product first. */
    public List<Preset> all() {
        var byPreset = jdbc
                .sql("select preset, granted from preset_right")
                .query((row, number) -> List.of(row.getString("preset"), row.getString("granted")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        pair -> pair.get(0),
                        Collectors.mapping(pair -> Right.parse(pair.get(1)), Collectors.toCollection(TreeSet::new))));
        byPreset.put(Role.ADMINISTRATOR.group(), new TreeSet<>(Right.every()));
        return jdbc.sql(
                        "select code, name, version from preset order by case when name is null then 0 else 1 end, name, code")
                .query((row, number) -> new Preset(
                        row.getString("code"),
                        row.getString("name"),
                        Set.copyOf(byPreset.getOrDefault(row.getString("code"), new TreeSet<>())),
                        row.getLong("version")))
                .list();
    }

    public Preset byCode(String code) {
        return all().stream()
                .filter(preset -> preset.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new Refusal("staff.unknownPreset", code));
    }

    /** Adds a preset of the company's own. */
    public void add(String code, String name, Collection<Right> granted) {
        rights.apply(() -> insert(code, name, granted));
    }

    /** Who would gain and lose what. */
    public List<Effect> preview(String code, Collection<Right> granted) {
        return rights.preview(() -> replace(code, granted));
    }

    /** @param version of the preset that was edited; refused when somebody has changed it meanwhile */
    public void change(String code, Collection<Right> granted, long version) {
        rights.apply(() -> {
            if (jdbc.sql("update preset set version = version + 1 where code = ? and version = ?")
                            .params(code, version)
                            .update()
                    == 0) {
                throw new Refusal("staff.changedMeanwhile");
            }
            replace(code, granted);
        });
    }

    private void insert(String code, String name, Collection<Right> granted) {
        policy.require(Section.EMPLOYEES, Action.ASSIGN);
        if (!CODE.matcher(code).matches()) {
            throw new Refusal("staff.wrongPresetCode", code).at("code");
        }
        if (name.isBlank()) {
            throw new Refusal("staff.nameMissing").at("name");
        }
        if (jdbc.sql("select count(*) from preset where code = ?")
                        .param(code)
                        .query(Long.class)
                        .single()
                > 0) {
            throw new Refusal("staff.presetTaken", code).at("code");
        }
        jdbc.sql("insert into preset (code, name) values (?, ?)")
                .params(code, name.strip())
                .update();
        replace(code, granted);
    }

    private void replace(String code, Collection<Right> granted) {
        policy.require(Section.EMPLOYEES, Action.ASSIGN);
        var before = byCode(code);
        if (before.isFixed()) {
            throw new Refusal("staff.presetFixed");
        }
        var added = new TreeSet<>(granted);
        added.removeAll(before.rights());
        rights.requireHolds(code, added);
        requireFitsHolders(code, added);
        jdbc.sql("delete from preset_right where preset = ?").param(code).update();
        for (var right : new TreeSet<>(granted)) {
            jdbc.sql("insert into preset_right (preset, granted) values (?, ?)")
                    .params(code, right.toString())
                    .update();
        }
        history.tell(new History.Change("preset:" + code, "presetChanged").from(text(before.rights()), text(granted)));
    }

    /** What cannot be given to a call-centre employee himself cannot be slipped into a preset that he holds either (S1.14). */
    private void requireFitsHolders(String code, Set<Right> added) {
        var forbidden = added.stream()
                .filter(right -> !EmployeeKind.CALL_CENTRE.allows(right))
                .findFirst();
        if (forbidden.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        select e.name from employee e join right_grant g on g.holder_kind = 'EMPLOYEE' and g.holder_id = e.id
                        where g.granted = ? and e.kind = 'CALL_CENTRE' and e.state <> 'LEFT' order by e.name limit 1""")
                .param(code)
                .query(String.class)
                .optional()
                .ifPresent(name -> {
                    throw new Refusal(
                            "staff.presetOfCallCentre",
                            name,
                            forbidden.get().action(),
                            forbidden.get().section());
                });
    }

    private static String text(Collection<Right> rights) {
        return new TreeSet<>(rights).stream().map(Right::toString).collect(Collectors.joining(" "));
    }
}
