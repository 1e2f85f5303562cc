package otklik.tasks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule "when this happens in a case, that task is to be done by somebody within some time" (S1.36).
 *
 * @param number {@code TR-3}
 * @param form what people wrote
 * @param isOn whether it gives assignments now
 * @param fired how many assignments it has given
 * @param lastFiredAt when it gave the last one
 * @param version for {@link TaskRules#change}
 */
public record TaskRule(
        long id,
        String number,
        TaskRuleForm form,
        boolean isOn,
        int fired,
        @Nullable Instant lastFiredAt,
        String createdBy,
        Instant createdAt,
        long version) {}
