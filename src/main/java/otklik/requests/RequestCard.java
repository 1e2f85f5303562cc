package otklik.requests;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request as screens and other modules see it.
 *
 * @param number business key, {@code R-17}
 * @param clientAddress what answers are sent to: a mail address or a chat; empty where there is none
 * @param channel over which answers go out: {@code mail}, or the key of a source
 * @param person number of the client, {@code P-17}
 * @param ball whose turn it is
 * @param manager login of the manager; none while nobody has taken it
 * @param queue group of the team in whose queue it lies, such as {@code team7}, or from whose queue it was taken; none: the common stream
 * @param outcomeReason why it was lost
 * @param sourceMessage number of the message it came from
 * @param warned whether the manager was warned that the reply limit comes near
 * @param lastMessage beginning of the last message, at most 300 characters
 * @param follows number of the closed request that it goes on with
 * @param lostReason key of the reason, see {@link LostReasons}
 */
public record RequestCard(
        String number,
        String processInstanceId,
        String clientName,
        String clientAddress,
        String channel,
        @Nullable String person,
        String title,
        RequestStatus status,
        Ball ball,
        @Nullable String manager,
        @Nullable String queue,
        @Nullable String outcomeReason,
        @Nullable String mergedInto,
        @Nullable String sourceMessage,
        Instant openedAt,
        Instant lastMessageAt,
        String lastMessage,
        boolean lastFromClient,
        boolean warned,
        @Nullable Instant closedAt,
        @Nullable String follows,
        @Nullable String lostReason) {}
