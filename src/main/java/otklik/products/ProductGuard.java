package otklik.products;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.security.CaseGuard;
import otklik.security.Policy;
import otklik.security.Section;

/** Who sees products reads their timelines. */
@Configuration
class ProductGuard {
    @Bean
    CaseGuard productTimelines(Policy policy) {
        return CaseGuard.ofSection("product:", Section.PRODUCTS, policy);
    }
}
