package otklik.staff.ui;

import static otklik.ui.Texts.t;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Grant;
import otklik.security.Right;
import otklik.security.Scope;
import otklik.security.WorkGroup;
import otklik.staff.Presets;
import otklik.ui.Texts;

/** Rights and where they come from, in sentences. It remembers the names of one moment: make it anew for each showing. */
final class RightWords {
    /** The widest first, since that is what surprises. */
    static final Comparator<Right> WIDEST =
            Comparator.comparing(Right::scope).reversed().thenComparing(Comparator.naturalOrder());

    private final Texts texts;
    private final Map<String, String> presets;
    private final Map<String, List<WorkGroup.Kind>> kinds;

    RightWords(Presets presets, Accounts accounts, Texts texts) {
        this.texts = texts;
        this.presets = presets.all().stream().collect(Collectors.toMap(Presets.Preset::code, RightWords::name));
        this.kinds = accounts.groups().stream()
                .filter(group -> group.name() != null)
                .collect(Collectors.groupingBy(
                        group -> String.valueOf(group.name()),
                        Collectors.mapping(WorkGroup::kind, Collectors.toList())));
    }

    static String name(Presets.Preset preset) {
        var name = preset.name();
        return name == null ? t("staff.preset." + preset.code()) : name;
    }

    /** The name of a preset; its code where there is none any more. */
    String preset(String code) {
        return presets.getOrDefault(code, code);
    }

    /** "see all requests". */
    static String of(Right right) {
        var scope = right.section().isOwned() && right.action() != Action.TAKE ? right.scope() : null;
        return t(
                scope == null ? "staff.right" : "staff.right." + scope.name(),
                t(right.action()),
                t("staff.object." + right.section().name()));
    }

    /** "see all requests: preset “manager”, through the team “Sales”, since 3 May". */
    String of(Grant grant) {
        return t("staff.grant", of(grant.right()), source(grant));
    }

    String source(Grant grant) {
        var from = grant.preset() == null ? t("staff.grant.single") : t("staff.grant.preset", preset(grant.preset()));
        return t("staff.grant.since", from + through(grant), texts.date(grant.since()));
    }

    /** A team and a department may have the same name: then only the name is said. */
    private String through(Grant grant) {
        var through = grant.through();
        if (through == null) {
            return "";
        }
        var kind = kinds.getOrDefault(through, List.of());
        return ", "
                + t(
                        kind.size() != 1
                                ? "staff.grant.through"
                                : kind.get(0) == WorkGroup.Kind.TEAM
                                        ? "staff.grant.throughTeam"
                                        : "staff.grant.throughDepartment",
                        through);
    }

    /** The word in a cell of the matrix. */
    static String scope(Scope scope) {
        return t("staff.scope." + scope.name());
    }
}
