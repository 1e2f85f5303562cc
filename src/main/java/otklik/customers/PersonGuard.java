package otklik.customers;

import java.util.Collection;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.security.CaseGuard;
import otklik.security.Policy;
import otklik.security.Section;

/** Who reads the messages reads the timelines of their senders; who sees a company, those of its people. */
@Configuration
class PersonGuard {
    @Bean
    CaseGuard personTimelines(PeopleReach people) {
        return new CaseGuard() {
            @Override
            public String prefix() {
                return "P-";
            }

            @Override
            public Set<String> visible(Collection<String> caseKeys) {
                return people.visible(caseKeys);
            }
        };
    }

    @Bean
    CaseGuard customFieldTimelines(Policy policy) {
        return CaseGuard.ofSection(CustomFields.CASE, Section.SETTINGS, policy);
    }
}
