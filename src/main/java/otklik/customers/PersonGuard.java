package otklik.customers;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.security.CaseGuard;
import otklik.security.Policy;
import otklik.security.Section;

/** Who reads the messages reads the timelines of their senders. */
@Configuration
class PersonGuard {
    @Bean
    CaseGuard personTimelines(Policy policy) {
        return CaseGuard.ofSection("P-", Section.INBOX, policy);
    }
}
