package otklik.activities;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import otklik.calls.DialledWork;
import otklik.customers.RecoveryPool;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.telephony.CallCause;
import otklik.work.WorkItem;

/** Planned calls may be dialled by the program: who is not reached is called again, where there is room in the person's day. */
@Component
class DialledActivities implements DialledWork {
    private final Activities activities;
    private final ActivityProcess process;
    private final RecoveryPool pool;
    private final Locale language;

    DialledActivities(
            @Lazy Activities activities, @Lazy ActivityProcess process, @Lazy RecoveryPool pool, Settings settings) {
        this.activities = activities;
        this.process = process;
        this.pool = pool;
        this.language = settings.language();
    }

    @Override
    public boolean serves(WorkItem item) {
        return item.processKey().equals(process.key()) && item.facts().isCall();
    }

    @Override
    public void notConnected(WorkItem item, CallCause cause, Instant retryAt) {
        close(item, words(cause), retryAt);
    }

    @Override
    public void unreachable(WorkItem item, CallCause cause) {
        close(item, Refusal.text("activities.unreachable", language, words(cause)), null)
                .ifPresent(activity ->
                        pool.unreachable(activity.company(), activity.person(), activity.number(), activity.title()));
    }

    @Override
    public void incompleteData(WorkItem item, CallCause cause) {
        close(item, words(CallCause.INVALID_NUMBER), null);
    }

    @Override
    public void contactCompleted(String caseKey) {
        if (caseKey.startsWith("A-")) {
            activities.callAgain(caseKey);
        }
    }

    private Optional<Activity> close(WorkItem item, String result, @Nullable Instant again) {
        var isPersonal = item.assignee() != null && item.leaseUntil() == null;
        return activities.closeByProgram(item.businessKey(), item.taskId(), isPersonal, result, again);
    }

    private String words(CallCause cause) {
        return Refusal.text("activities.notConnected." + cause.name(), language);
    }
}
