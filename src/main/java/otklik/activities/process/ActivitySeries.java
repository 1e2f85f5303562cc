package otklik.activities.process;

import otklik.engine.ProcessVariable;

/** Contract of processes/activities/activity-series.bpmn: every name that Java and the diagram share. */
final class ActivitySeries {
    static final String KEY = "activity-series";

    /** When the rounds begin, as the helper {@code series} reads it. */
    static final ProcessVariable<String> RULE = new ProcessVariable<>("rule", String.class);

    /** Whether the last round was given out. */
    static final ProcessVariable<Boolean> GIVEN = new ProcessVariable<>("given", Boolean.class);

    static final String STOPPED_MESSAGE = "stopped";

    private ActivitySeries() {}
}
