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
    /** Whether the dialogue goes on with the client's turn: after a merge that was taken back. */
    static final ProcessVariable<Boolean> CLIENT_AWAITED = new ProcessVariable<>("clientAwaited", Boolean.class);

    static final ProcessVariable<Boolean> CLIENT_REPLIED = new ProcessVariable<>("clientReplied", Boolean.class);
    /** Login of the operator who wrote the first message in the manager's name. */
    static final ProcessVariable<String> OPERATOR = new ProcessVariable<>("operator", String.class);

    static final ProcessVariable<String> DECISION = new ProcessVariable<>("decision", String.class);
    static final ProcessVariable<String> OUTCOME = new ProcessVariable<>("outcome", String.class);
    static final ProcessVariable<Long> SILENCES = new ProcessVariable<>("silences", Long.class);
    static final ProcessVariable<Boolean> ANSWER_BEGUN = new ProcessVariable<>("answerBegun", Boolean.class);
    static final ProcessVariable<Boolean> MANAGER_ABSENT = new ProcessVariable<>("managerAbsent", Boolean.class);
    static final ProcessVariable<Boolean> OVERLOADED = new ProcessVariable<>("overloaded", Boolean.class);
    static final ProcessVariable<Boolean> REPLACEMENT_FOUND = new ProcessVariable<>("replacementFound", Boolean.class);
    /** Login of who takes over from a silent manager where the rule says so. */
    static final ProcessVariable<String> REPLACEMENT = new ProcessVariable<>("replacement", String.class);
    /** What the decision silent-manager says. */
    static final ProcessVariable<String> SILENCE_STEP = new ProcessVariable<>("silenceStep", String.class);

    static final ProcessVariable<Long> REOPENINGS = new ProcessVariable<>("reopenings", Long.class);
    /** What the decision late-reply says. */
    static final ProcessVariable<String> LATE_REPLY_STEP = new ProcessVariable<>("lateReplyStep", String.class);

    static final ProcessVariable<String> NEW_MANAGER = new ProcessVariable<>("newManager", String.class);
    static final ProcessVariable<String> TEXT = new ProcessVariable<>("text", String.class);
    static final ProcessVariable<String> LOST_REASON = new ProcessVariable<>("lostReason", String.class);
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

    static final String LETTER_DELIVERED_MESSAGE = "letterDelivered";
    static final String LETTER_CAME_BACK_MESSAGE = "letterCameBack";
    static final String LETTER_GIVEN_UP_MESSAGE = "letterGivenUp";
    static final String REPLY_SPLIT_OFF_MESSAGE = "replySplitOff";
    static final String CHASER_ASKED_MESSAGE = "chaserAsked";
    static final String CLOSED_AS_SILENT_MESSAGE = "closedAsSilent";
    static final String MERGE_UNDONE_MESSAGE = "mergeUndone";

    static final String CLIENT_SILENT = "event_clientSilent";

    static final String FIRST_MESSAGE_NOT_GRANTED = "firstMessageNotGranted";

    /** The queue of requests that belong to no team. */
    static final String COMMON_STREAM = "manager";

    static final String WON = "won";
    static final String LOST = "lost";
    static final String SILENT = "silent";

    private RequestLifecycle() {}
}
