package otklik.inbox;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.security.CaseGuard;
import otklik.security.Policy;
import otklik.security.Section;

/** Who sees settings reads the timeline of the spam rules; who sees the inbox those of the samples. */
@Configuration
class SpamGuard {
    @Bean
    CaseGuard spamRuleTimelines(Policy policy) {
        return CaseGuard.ofSection(SpamRules.CASE, Section.SETTINGS, policy);
    }

    @Bean
    CaseGuard spamSampleTimelines(Policy policy) {
        return CaseGuard.ofSection(SpamSamples.PREFIX, Section.INBOX, policy);
    }
}
