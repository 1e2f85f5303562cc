package otklik.work;

import org.jspecify.annotations.Nullable;

/**
 * Why a person gets this task and no other.
 *
 * @param taskType {@code <process>/<task>}, as {@link TaskTypes} knows it
 * @param rank place of the type on the board of the head, from 1
 * @param nextTask id of the task that would have been next; empty where there was none
 */
public record Why(String taskType, int rank, Lane lane, Rule rule, @Nullable String nextTask) {}
