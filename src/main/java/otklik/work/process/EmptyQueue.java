package otklik.work.process;

import otklik.engine.ProcessVariable;

/** Contract of processes/work/empty-queue.bpmn: every name that Java and the diagram share. */
final class EmptyQueue {
    static final String KEY = "empty-queue";

    /** Group that is asked to find people: the heads, or the administrators where no head is there. */
    static final ProcessVariable<String> SUPERVISORS = new ProcessVariable<>("supervisors", String.class);

    static final ProcessVariable<Boolean> QUEUE_SERVED = new ProcessVariable<>("queueServed", Boolean.class);

    static final String GIVE_QUEUE_PEOPLE = "userTask_giveQueuePeople";
    static final String QUEUE_SERVED_MESSAGE = "queueServed";

    private EmptyQueue() {}
}
