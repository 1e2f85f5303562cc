package otklik.security;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.health.AdditionalHealthEndpointPath;
import org.springframework.boot.actuate.health.HealthEndpointGroup;
import org.springframework.boot.actuate.health.HealthEndpointGroups;
import org.springframework.boot.actuate.health.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.actuate.health.HttpCodeStatusMapper;
import org.springframework.boot.actuate.health.StatusAggregator;
import org.springframework.stereotype.Component;

/** Tells the details of the node's health to those who may see the system, as it is in force at this moment; to others "up" or "down". */
@Component
class HealthDetails implements HealthEndpointGroupsPostProcessor {
    private final ObjectProvider<Policy> policy;

    /** The policy is looked up late: the groups are made while the endpoints are still being put together. */
    HealthDetails(ObjectProvider<Policy> policy) {
        this.policy = policy;
    }

    @Override
    public HealthEndpointGroups postProcessHealthEndpointGroups(HealthEndpointGroups groups) {
        return HealthEndpointGroups.of(
                new Guarded(groups.getPrimary()),
                groups.getNames().stream()
                        .collect(java.util.stream.Collectors.toMap(
                                name -> name,
                                name -> new Guarded(java.util.Objects.requireNonNull(groups.get(name))))));
    }

    private final class Guarded implements HealthEndpointGroup {
        private final HealthEndpointGroup group;

        Guarded(HealthEndpointGroup group) {
            this.group = group;
        }

        @Override
        public boolean isMember(String name) {
            return group.isMember(name);
        }

        @Override
        public boolean showComponents(SecurityContext context) {
            return showDetails(context);
        }

        @Override
        public boolean showDetails(SecurityContext context) {
            var principal = context.getPrincipal();
            return principal != null && policy.getObject().may(principal.getName(), Section.SYSTEM, Action.VIEW);
        }

        @Override
        public StatusAggregator getStatusAggregator() {
            return group.getStatusAggregator();
        }

        @Override
        public HttpCodeStatusMapper getHttpCodeStatusMapper() {
            return group.getHttpCodeStatusMapper();
        }

        @Override
        public @org.jspecify.annotations.Nullable AdditionalHealthEndpointPath getAdditionalPath() {
            return group.getAdditionalPath();
        }
    }
}
