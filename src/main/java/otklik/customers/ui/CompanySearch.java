package otklik.customers.ui;

import java.util.List;
import org.springframework.stereotype.Component;
import otklik.customers.CompanyList;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.ui.SearchSource;

/** Finds companies by name, phone in any spelling, mail, taxpayer number or their own number. */
@Component
class CompanySearch implements SearchSource {
    private final CompanyList list;
    private final Policy policy;

    CompanySearch(CompanyList list, Policy policy) {
        this.list = list;
        this.policy = policy;
    }

    @Override
    public String title() {
        return "customers.title";
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public boolean isAllowed() {
        return policy.may(Section.COMPANIES, Action.VIEW);
    }

    @Override
    public List<Hit> find(String text, int limit) {
        return list.lines(text, limit).stream()
                .map(line -> new Hit(
                        line.name(),
                        line.number() + (line.inn() == null ? "" : " · " + line.inn()),
                        "companies/" + line.number()))
                .toList();
    }
}
