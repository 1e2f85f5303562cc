package otklik.requests.process;

import otklik.engine.ProcessVariable;

/** Contract of processes/requests/request-lifecycle.bpmn: every name that Java and the diagram share. */
final class RequestLifecycle {
    static final String KEY = "request-lifecycle";

    static final ProcessVariable<String> MANAGER = new ProcessVariable<>("manager", String.class);
    static final ProcessVariable<Boolean> MANAGER_ASSIGNED = new ProcessVariable<>("managerAssigned", Boolean.class);
    /** Group whose people may take the request while nobody has it. */
    static final ProcessVariable<String> QUEUE = new ProcessVariable<>("queue", String.class);

    static final ProcessVariable<Boolean> FIRST_MESSAGE_WRITTEN =
            new ProcessVariable<>("firstMessageWritten", Boolean.class);
    static final ProcessVariable<Boolean> CLIENT_REPLIED = new ProcessVariable<>("clientReplied", Boolean.class);
    /** Login of the operator who wrote the first message in the manager's name. */
    static final ProcessVariable<String> OPERATOR = new ProcessVariable<>("operator", String.class);

    static final ProcessVariable<String> DECISION = new ProcessVariable<>("decision", String.class);
    static final ProcessVariable<String> OUTCOME = new ProcessVariable<>("outcome", String.class);
    static final ProcessVariable<String> NEW_MANAGER = new ProcessVariable<>("newManager", String.class);
    static final ProcessVariable<String> TEXT = new ProcessVariable<>("text", String.class);
    static final ProcessVariable<String> REASON = new ProcessVariable<>("reason", String.class);

    static final String TAKE_REQUEST = "userTask_takeRequest";
    static final String WRITE_FIRST_MESSAGE = "userTask_writeFirstMessage";
    static final String ANSWER_CLIENT = "userTask_answerClient";
    static final String DECIDE_ON_SILENCE = "userTask_decideOnSilence";
    static final String REVIEW_LATE_REPLY = "userTask_reviewLateReply";

    static final String CLIENT_REPLIED_MESSAGE = "clientReplied";
    static final String CLOSED_MESSAGE = "closed";
    static final String REOPENED_MESSAGE = "reopened";
    static final String HANDED_OVER_MESSAGE = "handedOver";
    static final String TURN_HANDED_OVER_MESSAGE = "turnHandedOver";
    static final String LEFT_TO_TEAM_MESSAGE = "leftToTeam";
    static final String MERGED_MESSAGE = "merged";

    static final String FIRST_MESSAGE_NOT_GRANTED = "firstMessageNotGranted";

    /** The queue of requests that belong to no team. */
    static final String COMMON_STREAM = "manager";

    static final String WON = "won";
    static final String LOST = "lost";
    static final String SILENT = "silent";

    private RequestLifecycle() {}
}
