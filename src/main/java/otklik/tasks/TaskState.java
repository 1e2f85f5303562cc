package otklik.tasks;

/** How far an assignment is. */
public enum TaskState {
    NEW,
    IN_PROGRESS,
    DONE,
    DECLINED,
    /** Taken back by who gave it. */
    WITHDRAWN;

    public boolean isOpen() {
        return this == NEW || this == IN_PROGRESS;
    }
}
