package otklik.customers;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.security.Accounts;

/** Gives companies to another responsible person, or to nobody where the text is blank. */
@Component
public class AssignCompanies extends CompanyBatch {
    AssignCompanies(CompanyList list, Companies companies, Accounts accounts) {
        super(list, companies, accounts);
    }

    @Override
    public String key() {
        return "assign-companies";
    }

    @Override
    public String title() {
        return "customers.act.responsible";
    }

    @Override
    CompanyForm done(String login, CompanyForm form) {
        return Objects.equals(form.responsible(), none(login)) ? form : form.withResponsible(none(login));
    }

    @Override
    String before(CompanyForm form) {
        return Objects.requireNonNullElse(form.responsible(), "");
    }

    @Override
    CompanyForm undone(String login, String before, CompanyForm form) {
        return Objects.equals(form.responsible(), none(login)) ? form.withResponsible(none(before)) : form;
    }

    private static @Nullable String none(String login) {
        return login.isEmpty() ? null : login;
    }
}
