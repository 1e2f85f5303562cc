package otklik.customers;

import java.util.LinkedHashSet;
import org.springframework.stereotype.Component;
import otklik.security.Accounts;

/** Adds a tag to companies, {@code +tag}, or takes it away, {@code -tag}. */
@Component
public class TagCompanies extends CompanyBatch {
    TagCompanies(CompanyList list, Companies companies, Accounts accounts) {
        super(list, companies, accounts);
    }

    @Override
    public String key() {
        return "tag-companies";
    }

    @Override
    public String title() {
        return "customers.act.tag";
    }

    @Override
    CompanyForm done(String what, CompanyForm form) {
        return with(form, what.substring(1).strip(), what.startsWith("+"));
    }

    @Override
    String before(CompanyForm form) {
        // That the row has changed says it: the tag was not there, or it was.
        return "changed";
    }

    @Override
    CompanyForm undone(String what, String before, CompanyForm form) {
        return with(form, what.substring(1).strip(), !what.startsWith("+"));
    }

    private static CompanyForm with(CompanyForm form, String tag, boolean there) {
        if (form.tags().contains(tag) == there) {
            return form;
        }
        var tags = new LinkedHashSet<>(form.tags());
        if (there) {
            tags.add(tag);
        } else {
            tags.remove(tag);
        }
        return form.withTags(tags);
    }
}
