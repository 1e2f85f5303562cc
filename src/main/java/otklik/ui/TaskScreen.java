package otklik.ui;

/** A screen made by hand for a kind of task. Tasks without one are shown by their form. */
public interface TaskScreen {
    String processKey();

    String taskKey();

    /** Where the screen of this case opens, relative to the root of the UI. */
    String path(String businessKey);
}
