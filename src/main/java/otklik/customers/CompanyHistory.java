package otklik.customers;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import otklik.history.Event;
import otklik.history.History;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/** All that has happened to a company and those that were joined with it, its people, its activities, letters and requests, as one timeline (S2.36, S2.45). */
@Service
public class CompanyHistory {
    private final Companies companies;
    private final ObjectProvider<CompanyCases> modules;
    private final MergeRows merges;
    private final History history;
    private final Policy policy;

    CompanyHistory(
            Companies companies,
            ObjectProvider<CompanyCases> modules,
            MergeRows merges,
            History history,
            Policy policy) {
        this.companies = companies;
        this.modules = modules;
        this.merges = merges;
        this.history = history;
        this.policy = policy;
    }

    /** Groups of lines that a person may ask for. */
    public enum EventGroup {
        LETTERS("letter", "message", "M-"),
        CALLS("call"),
        ACTIVITIES("activity", "A-"),
        CHANGES("company", "person"),
        REQUESTS("R-"),
        PROCESSES();

        private final List<String> beginnings;

        EventGroup(String... beginnings) {
            this.beginnings = List.of(beginnings);
        }

        public History.Filter filter(
                @Nullable String person, java.time.@Nullable Instant from, java.time.@Nullable Instant until) {
            return new History.Filter(beginnings, this == PROCESSES, person, from, until);
        }
    }

    /** A page of the timeline, the newest first; empty for who may not see the company. */
    public List<Event> of(String company, History.Filter filter, @Nullable Long before, int limit) {
        return companies.find(company).isEmpty() ? List.of() : history.of(keys(company), filter, before, limit);
    }

    /** Changes by people who were not responsible (S2.47), of those people whose figures the person may see. */
    public List<Event> foreignEdits(History.Filter filter, @Nullable Long before, int limit) {
        policy.require(Section.REPORTS, Action.VIEW);
        return history.foreignEdits(policy.reach(Section.REPORTS, Action.VIEW), filter, before, limit);
    }

    private Set<String> keys(String company) {
        var keys = new LinkedHashSet<String>();
        keys.add(company);
        keys.addAll(merges.companiesIn(Set.of(company)));
        modules.stream().forEach(module -> keys.addAll(module.caseKeys(company)));
        return keys;
    }
}
