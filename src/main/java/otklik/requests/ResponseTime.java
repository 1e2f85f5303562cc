package otklik.requests;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a client waited for one answer: from the first message of his that had none to our answer.
 *
 * @param manager login of the manager in whose name we answered
 * @param first whether it was the first answer of the request
 * @param working the time by the company's working hours and calendar, which counts
 * @param elapsed the time by the clock on the wall
 */
public record ResponseTime(
        String number,
        String manager,
        Instant askedAt,
        Instant answeredAt,
        boolean first,
        Duration working,
        Duration elapsed) {}
