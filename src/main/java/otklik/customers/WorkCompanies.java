package otklik.customers;

import org.springframework.stereotype.Component;
import otklik.security.Accounts;

/** Takes companies into work, {@code in}, or out of it, {@code out}: then no next step is expected of them (S2.44). */
@Component
public class WorkCompanies extends CompanyBatch {
    WorkCompanies(CompanyList list, Companies companies, Accounts accounts) {
        super(list, companies, accounts);
    }

    @Override
    public String key() {
        return "work-companies";
    }

    @Override
    public String title() {
        return "customers.act.work";
    }

    @Override
    CompanyForm done(String what, CompanyForm form) {
        return with(form, what.equals("in"));
    }

    @Override
    String before(CompanyForm form) {
        return String.valueOf(form.inWork());
    }

    @Override
    CompanyForm undone(String what, String before, CompanyForm form) {
        return with(form, !what.equals("in"));
    }

    private static CompanyForm with(CompanyForm form, boolean inWork) {
        return form.inWork() == inWork ? form : form.withInWork(inWork);
    }
}
