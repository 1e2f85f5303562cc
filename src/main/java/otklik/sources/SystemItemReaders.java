package otklik.sources;

import org.springframework.stereotype.Component;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/** Those who look after the sources read any item, also one that stands nowhere yet. */
@Component
class SystemItemReaders implements ItemReaders {
    private final Policy policy;

    SystemItemReaders(Policy policy) {
        this.policy = policy;
    }

    @Override
    public boolean mayReadItem(long item) {
        return policy.may(Section.SYSTEM, Action.VIEW);
    }
}
