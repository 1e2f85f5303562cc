package otklik.requests;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody of the company is in contact with a client: all that a reader of messages learns of a request he may not open (S0.14).
 *
 * @param manager login of who talks with the client; none while the request waits for a manager
 * @param since when the request was opened
 * @param number of the request; only for those who may open it
 */
public record Contact(@Nullable String manager, RequestStatus status, Instant since, @Nullable String number) {}
