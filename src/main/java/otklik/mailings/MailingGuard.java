package otklik.mailings;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.security.CaseGuard;
import otklik.security.Policy;
import otklik.security.Section;

/** Who may see what of mailings. */
@Configuration
class MailingGuard {
    /** Who sees campaigns sees what happened to their templates. */
    @Bean
    CaseGuard mailTemplateTimelines(Policy policy) {
        return CaseGuard.ofSection(MailTemplates.CASE, Section.CAMPAIGNS, policy);
    }
}
