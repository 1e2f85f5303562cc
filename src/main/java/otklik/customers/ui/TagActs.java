package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.combobox.ComboBox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.batches.Batches;
import otklik.customers.Companies;
import otklik.customers.CompanySelection;
import otklik.customers.CompanyTask;
import otklik.customers.TagCompanies;
import otklik.customers.WorkCompanies;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/** Adds a tag to the chosen companies or takes one away; takes them into work or out of it. */
@Configuration
class TagActs {
    private static final int FIRST = 110;

    @Bean
    CompanyAct addTag(TagCompanies kind, Batches batches, Companies companies, Policy policy) {
        return new TagAct("add", "+", FIRST, kind, batches, companies, policy);
    }

    @Bean
    CompanyAct removeTag(TagCompanies kind, Batches batches, Companies companies, Policy policy) {
        return new TagAct("remove", "-", FIRST + 1, kind, batches, companies, policy);
    }

    @Bean
    CompanyAct takeIntoWork(WorkCompanies kind, Batches batches, Policy policy) {
        return new WorkAct("in", FIRST + 2, kind, batches, policy);
    }

    @Bean
    CompanyAct takeOutOfWork(WorkCompanies kind, Batches batches, Policy policy) {
        return new WorkAct("out", FIRST + 3, kind, batches, policy);
    }

    private record TagAct(
            String name, String sign, int order, TagCompanies kind, Batches batches, Companies companies, Policy policy)
            implements CompanyAct {
        @Override
        public String title() {
            return "customers.act.tag." + name;
        }

        @Override
        public boolean isAllowed() {
            return policy.may(Section.COMPANIES, Action.CHANGE);
        }

        @Override
        public void open(CompanySelection selection, Runnable started) {
            var tag = new ComboBox<String>(t("customers.filter.tag"));
            tag.setItems(query ->
                    companies.tags(query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream());
            tag.setAllowCustomValue(true);
            tag.addCustomValueSetListener(
                    typed -> tag.setValue(typed.getDetail().strip()));
            ActDialog.ask(
                    t(title()),
                    selection,
                    () -> {
                        var wanted = tag.getValue();
                        var isMissing = wanted == null || wanted.isBlank();
                        tag.setInvalid(isMissing);
                        tag.setErrorMessage(t("customers.act.tag.missing"));
                        return isMissing
                                ? null
                                : batches.start(
                                        kind,
                                        t(title() + ".batch", wanted.strip()),
                                        new CompanyTask(sign + wanted.strip(), selection).text(),
                                        selection.count());
                    },
                    started,
                    tag);
        }
    }

    private record WorkAct(String name, int order, WorkCompanies kind, Batches batches, Policy policy)
            implements CompanyAct {
        @Override
        public String title() {
            return "customers.act.work." + name;
        }

        @Override
        public boolean isAllowed() {
            return policy.may(Section.COMPANIES, Action.CHANGE);
        }

        @Override
        public void open(CompanySelection selection, Runnable started) {
            ActDialog.ask(
                    t(title()),
                    selection,
                    () -> batches.start(kind, t(title()), new CompanyTask(name, selection).text(), selection.count()),
                    started);
        }
    }
}
