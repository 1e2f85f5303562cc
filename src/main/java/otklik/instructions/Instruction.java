package otklik.instructions;

import java.time.Instant;

/**
 * One version of the instruction of a step. Versions are added and never changed.
 *
 * @param processKey id of the process, such as {@code request-lifecycle}
 * @param node id of the step in its diagram
 * @param version from 1 on
 * @param author login of who wrote it
 */
public record Instruction(
        long id, String processKey, String node, int version, String text, String author, Instant writtenAt) {}
