package otklik.staff.ui;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import otklik.history.History;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.products.Products;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Role;
import otklik.security.Section;
import otklik.staff.Departments;
import otklik.staff.Employees;
import otklik.staff.Presets;
import otklik.staff.Teams;
import otklik.ui.Texts;

/** What the screens of people need of the domain, gathered once. */
@Component
record StaffScreens(
        Employees employees,
        Teams teams,
        Departments departments,
        Presets presets,
        Products products,
        Accounts accounts,
        Policy policy,
        History history,
        Texts texts,
        Clock clock,
        Parameters parameters) {

    RightWords words() {
        return new RightWords(presets, accounts, texts);
    }

    /** The roles first, then what else comes with the product, then the company's own. */
    List<Presets.Preset> presetsInOrder() {
        return presets.all().stream()
                .sorted(Comparator.comparing((Presets.Preset preset) ->
                                Role.ofGroup(preset.code()).isEmpty())
                        .thenComparing(preset -> !preset.isBuiltIn())
                        .thenComparing(RightWords::name))
                .toList();
    }

    /** People who may be chosen: those who work here or will. */
    List<Account> people() {
        return accounts.all().stream().filter(Account::active).toList();
    }

    /** Names of the active products by their ids, in order; nothing for those who may not see products. */
    Map<Long, String> productNames() {
        var names = new LinkedHashMap<Long, String>();
        if (policy.may(Section.PRODUCTS, Action.VIEW)) {
            products.active().forEach(product -> names.put(product.id(), product.name()));
        }
        return names;
    }

    boolean mayChange() {
        return policy.may(Section.EMPLOYEES, Action.CHANGE);
    }

    boolean mayGiveRights() {
        return policy.may(Section.EMPLOYEES, Action.ASSIGN);
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), parameters.zone(Parameter.COMPANY_ZONE));
    }
}
