package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.combobox.ComboBox;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import otklik.batches.Batches;
import otklik.customers.AssignCompanies;
import otklik.customers.CompanyFilter;
import otklik.customers.CompanySelection;
import otklik.customers.CompanyTask;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/** Gives the chosen companies to another person. */
@Component
class ResponsibleAct implements CompanyAct {
    private final AssignCompanies kind;
    private final Batches batches;
    private final Accounts accounts;
    private final Policy policy;

    ResponsibleAct(AssignCompanies kind, Batches batches, Accounts accounts, Policy policy) {
        this.kind = kind;
        this.batches = batches;
        this.accounts = accounts;
        this.policy = policy;
    }

    @Override
    public String title() {
        return "customers.act.responsible";
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public boolean isAllowed() {
        return policy.may(Section.COMPANIES, Action.ASSIGN);
    }

    @Override
    public void open(CompanySelection selection, Runnable started) {
        var people = new ComboBox<String>(t("customers.act.responsible.to"));
        var logins = new ArrayList<>(List.of(CompanyFilter.NOBODY));
        accounts.all().stream().filter(Account::active).map(Account::login).forEach(logins::add);
        people.setItems(logins);
        people.setItemLabelGenerator(this::name);
        ActDialog.ask(
                t(title()),
                selection,
                () -> {
                    var login = people.getValue();
                    people.setInvalid(login == null);
                    people.setErrorMessage(t("customers.act.responsible.missing"));
                    if (login == null) {
                        return null;
                    }
                    var task = new CompanyTask(CompanyFilter.NOBODY.equals(login) ? "" : login, selection);
                    return batches.start(
                            kind, t("customers.act.responsible.batch", name(login)), task.text(), selection.count());
                },
                started,
                people);
    }

    private String name(String login) {
        return CompanyFilter.NOBODY.equals(login) ? t("customers.filter.nobody") : accounts.nameOf(login);
    }
}
