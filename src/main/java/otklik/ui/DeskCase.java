package otklik.ui;

import org.jspecify.annotations.Nullable;

/**
 * The task on the manager's screen by its keys.
 *
 * @param taskId of the open task
 * @param businessKey number of the case: {@code R-17}, {@code A-4}
 * @param client how he is called; blank where nobody knows it
 * @param company number of the client's company, {@code K-7}
 * @param person number of the client himself, {@code P-12}
 * @param request number of the dialogue with the client, {@code R-17}
 * @param phone number to call, in E.164
 */
public record DeskCase(
        String taskId,
        String processKey,
        String taskKey,
        String businessKey,
        String client,
        @Nullable String company,
        @Nullable String person,
        @Nullable String request,
        @Nullable String phone) {}
