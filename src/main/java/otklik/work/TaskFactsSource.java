package otklik.work;

/** Tells the facts of the tasks of one kind of case; a flow implements it. It is asked once, at the creation of each task. */
public interface TaskFactsSource {
    /** How the business keys of its cases begin: {@code R-}. */
    String prefix();

    /** @param taskKey id of the user task in the diagram */
    TaskFacts of(String businessKey, String taskKey);
}
