package otklik.security;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a person stands in the company: all that the policy needs to know. Rights add up: what any preset, team or department gives is
 * held (S2.13).
 */
public final class Standing {
    /** Of a login that nobody has, or whose holder may not work: nothing is allowed. */
    public static final Standing NONE =
            new Standing(List.of(), Set.of(), Set.of(), Set.of(), Set.of(), ProductLimit.EVERY, ProductLimit.EVERY);

    private final List<Grant> grants;
    private final Set<String> own;
    private final Set<String> team;
    private final Set<String> department;
    private final Set<String> groups;
    private final ProductLimit seenProducts;
    private final ProductLimit addedProducts;
    private final Map<Section, Map<Action, Set<Scope>>> scopes = new EnumMap<>(Section.class);

    /**
     * @param grants every right with its source
     * @param own logins whose records count as one's own: the person, and the absent ones whose substitute he is
     * @param team logins of the members of his teams
     * @param department logins of the people of his department
     * @param groups the queues he works on: ids of roles, teams and the department in the engine
     * @param seenProducts products whose invoices he sees
     * @param addedProducts products he may add to an invoice
     */
    public Standing(
            List<Grant> grants,
            Set<String> own,
            Set<String> team,
            Set<String> department,
            Set<String> groups,
            ProductLimit seenProducts,
            ProductLimit addedProducts) {
        this.grants = List.copyOf(grants);
        this.own = Set.copyOf(own);
        this.team = Set.copyOf(team);
        this.department = Set.copyOf(department);
        this.groups = Set.copyOf(groups);
        this.seenProducts = seenProducts;
        this.addedProducts = addedProducts;
        for (var grant : grants) {
            var right = grant.right();
            scopes.computeIfAbsent(right.section(), section -> new EnumMap<>(Action.class))
                    .computeIfAbsent(right.action(), action -> EnumSet.noneOf(Scope.class))
                    .add(right.scope());
        }
    }

    public List<Grant> grants() {
        return grants;
    }

    public Set<String> own() {
        return own;
    }

    public Set<String> groups() {
        return groups;
    }

    public ProductLimit seenProducts() {
        return seenProducts;
    }

    public ProductLimit addedProducts() {
        return addedProducts;
    }

    Set<Scope> scopes(Section section, Action action) {
        return scopes.getOrDefault(section, Map.of()).getOrDefault(action, Set.of());
    }

    /** Whether this right, or a wider one that contains it, is held. */
    public boolean holds(Right right) {
        var held = scopes(right.section(), right.action());
        return held.contains(Scope.ALL)
                || held.contains(right.scope())
                || right.scope() == Scope.OWN && !held.isEmpty();
    }

    /** The people whose records the scope covers; everybody's for {@link Scope#ALL}, which has no list. */
    Set<String> people(Scope scope) {
        return switch (scope) {
            case OWN -> own;
            case TEAM -> with(team);
            case DEPARTMENT -> with(department);
            case ALL -> Set.of();
        };
    }

    private Set<String> with(Set<String> colleagues) {
        var all = new HashSet<>(own);
        all.addAll(colleagues);
        return all;
    }
}
