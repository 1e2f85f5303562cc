package otklik.staff.process;

import otklik.engine.ProcessVariable;

/** Contract of processes/staff/employee-farewell.bpmn: every name that Java and the diagram share. */
final class EmployeeFarewell {
    static final String KEY = "employee-farewell";

    /** Login of the person who began the farewell and decides; none: any administrator. */
    static final ProcessVariable<String> BEGAN_BY = new ProcessVariable<>("beganBy", String.class);

    static final ProcessVariable<String> DECISION = new ProcessVariable<>("decision", String.class);
    static final ProcessVariable<String> REQUESTS_WAY = new ProcessVariable<>("requestsWay", String.class);
    static final ProcessVariable<String> REQUESTS_TARGETS = new ProcessVariable<>("requestsTargets", String.class);
    static final ProcessVariable<String> TASKS_WAY = new ProcessVariable<>("tasksWay", String.class);
    static final ProcessVariable<String> TASKS_TARGETS = new ProcessVariable<>("tasksTargets", String.class);
    static final ProcessVariable<String> SUBSTITUTIONS_WAY = new ProcessVariable<>("substitutionsWay", String.class);
    static final ProcessVariable<String> SUBSTITUTIONS_TARGETS =
            new ProcessVariable<>("substitutionsTargets", String.class);

    static final String DECIDE_ON_WORK = "userTask_decideOnWork";
    static final String TAKEN_BACK_MESSAGE = "takenBack";
    static final String TARGETS_DO_NOT_FIT = "targetsDoNotFit";

    static final String HAND_OVER = "handOver";
    static final String CANCEL = "cancel";

    private EmployeeFarewell() {}
}
