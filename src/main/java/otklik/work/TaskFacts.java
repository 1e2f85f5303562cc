package otklik.work;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What the order of work has to know of a task beside what the diagram says.
 *
 * @param contact stable key of the client: {@code P-12}, else {@code K-7}, else the phone in E.164; empty where there is no client
 * @param phone in E.164, the one to be called
 * @param zone by whose clock the client may be called; empty where it is the company's
 * @param isCall whether the task is a call, which is given out in the client's hours only
 */
public record TaskFacts(@Nullable String contact, @Nullable String phone, @Nullable ZoneId zone, boolean isCall) {
    /** Work without a client. */
    public static final TaskFacts NONE = new TaskFacts(null, null, null, false);
}
