package otklik.staff.ui;

import java.util.List;
import org.springframework.stereotype.Component;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.staff.Employees;
import otklik.ui.SearchSource;

/** Finds employees by name, login or mail. */
@Component
class EmployeeSearch implements SearchSource {
    private final Employees employees;
    private final Policy policy;

    EmployeeSearch(Employees employees, Policy policy) {
        this.employees = employees;
        this.policy = policy;
    }

    @Override
    public String title() {
        return "staff.employees";
    }

    @Override
    public int order() {
        return 40;
    }

    @Override
    public boolean isAllowed() {
        return policy.may(Section.EMPLOYEES, Action.VIEW);
    }

    @Override
    public List<Hit> find(String text, int limit) {
        return employees.list(text, null, 0, limit).stream()
                .map(row -> new Hit(row.name(), row.email(), EmployeesView.PATH + "/" + row.login()))
                .toList();
    }
}
