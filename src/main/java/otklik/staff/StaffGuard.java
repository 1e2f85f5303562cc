package otklik.staff;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.security.Action;
import otklik.security.CaseGuard;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/** Who sees employees reads the timelines of people, teams, departments and presets; everybody reads his own. */
@Configuration
class StaffGuard {
    @Bean
    CaseGuard employeeGuard(Policy policy) {
        return new OfStaff("employee:", policy);
    }

    @Bean
    CaseGuard teamGuard(Policy policy) {
        return new OfStaff("team:", policy);
    }

    @Bean
    CaseGuard departmentGuard(Policy policy) {
        return new OfStaff("department:", policy);
    }

    @Bean
    CaseGuard presetGuard(Policy policy) {
        return new OfStaff("preset:", policy);
    }

    private record OfStaff(String prefix, Policy policy) implements CaseGuard {
        @Override
        public Set<String> visible(Collection<String> caseKeys) {
            if (policy.may(Section.EMPLOYEES, Action.VIEW)) {
                return Set.copyOf(caseKeys);
            }
            var own = "employee:" + CurrentUser.login().orElse("");
            return caseKeys.stream().filter(own::equals).collect(Collectors.toSet());
        }
    }
}
