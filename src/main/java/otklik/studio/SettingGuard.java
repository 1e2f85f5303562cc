package otklik.studio;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.security.CaseGuard;
import otklik.security.Policy;
import otklik.security.Section;

/** Who sees settings reads their timelines. */
@Configuration
class SettingGuard {
    @Bean
    CaseGuard settingTimelines(Policy policy) {
        return CaseGuard.ofSection(CompanySettings.CASE, Section.SETTINGS, policy);
    }
}
