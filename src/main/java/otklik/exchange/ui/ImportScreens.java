package otklik.exchange.ui;

import java.util.List;
import org.springframework.stereotype.Component;
import otklik.batches.Batches;
import otklik.customers.CustomField;
import otklik.customers.CustomFields;
import otklik.customers.RecoveryPool;
import otklik.exchange.Imports;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/** What the parts of the import have in common. */
@Component
class ImportScreens {
    private final Imports imports;
    private final Batches batches;
    private final CustomFields fields;
    private final Accounts accounts;
    private final Policy policy;
    private final RecoveryPool pool;

    ImportScreens(
            Imports imports,
            Batches batches,
            CustomFields fields,
            Accounts accounts,
            Policy policy,
            RecoveryPool pool) {
        this.imports = imports;
        this.batches = batches;
        this.fields = fields;
        this.accounts = accounts;
        this.policy = policy;
        this.pool = pool;
    }

    /** Whether the person may put new companies into the recovery pool. */
    boolean mayRecover() {
        return pool.isAllowed();
    }

    Imports imports() {
        return imports;
    }

    Batches batches() {
        return batches;
    }

    Accounts accounts() {
        return accounts;
    }

    List<CustomField> fields() {
        return fields.all();
    }

    /** To whom the person may give new companies: himself, and everybody with the right to assign. */
    List<Account> responsible() {
        var mayGive = policy.may(Section.COMPANIES, Action.ASSIGN);
        var me = CurrentUser.login().orElse("");
        return accounts.all().stream()
                .filter(Account::active)
                .filter(person -> mayGive || person.login().equals(me))
                .toList();
    }
}
