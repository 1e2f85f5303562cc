package otklik.customers;

/** Says who has a task in his hands; the module of work brings it as a bean. */
public interface TaskHolder {
    /** Whether the open task of the case is this person's now. */
    boolean holds(String login, String taskId, String businessKey);
}
