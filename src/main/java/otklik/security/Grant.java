package otklik.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A right and where a person has it from.
 *
 * @param preset code of the preset it is part of; none when the right was given singly
 * @param through name of the team or department that holds it; none when the person holds it
 * @param since when the person came to have it
 */
public record Grant(Right right, @Nullable String preset, @Nullable String through, Instant since) {}
