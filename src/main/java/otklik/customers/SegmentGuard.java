package otklik.customers;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.security.CaseGuard;
import otklik.security.Policy;
import otklik.security.Section;

/** Who sees companies sees what became of their segments. */
@Configuration
class SegmentGuard {
    @Bean
    CaseGuard segmentTimelines(Policy policy) {
        return CaseGuard.ofSection("segment:", Section.COMPANIES, policy);
    }
}
