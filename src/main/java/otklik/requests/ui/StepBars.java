package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import otklik.kernel.Refusal;
import otklik.requests.RequestCard;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.ui.Parts;
import otklik.work.WorkItem;

/** The decisions that the open tasks of a request ask for, above the place for the answer. */
class StepBars extends Div {
    private static final String TAKE = "userTask_takeRequest";
    private static final String LATE_REPLY = "userTask_reviewLateReply";
    private static final String SILENCE = "userTask_decideOnSilence";

    private final transient RequestPages parts;
    private final transient RequestDialogs dialogs;
    private final String login = CurrentUser.login().orElseThrow();

    StepBars(RequestPages parts, RequestDialogs dialogs) {
        this.parts = parts;
        this.dialogs = dialogs;
        addClassName("bars");
    }

    void show(RequestCard request, List<WorkItem> tasks, Set<Action> allowed) {
        removeAll();
        find(tasks, SILENCE).ifPresent(this::offerSilenceDecision);
        var mayTake = allowed.contains(Action.TAKE) && parts.requests().isManager(login);
        var taking = find(tasks, TAKE).filter(task -> mayTake);
        taking.ifPresent(task -> offerTaking(() -> parts.work().complete(task.taskId(), Map.of())));
        if (taking.isEmpty() && request.manager() == null && request.status().isOpen() && mayTake) {
            offerTaking(() -> parts.requests().take(request.number()));
        }
        find(tasks, LATE_REPLY).ifPresent(this::offerLateReply);
    }

    private Optional<WorkItem> find(List<WorkItem> tasks, String key) {
        return tasks.stream()
                .filter(task -> task.taskKey().equals(key))
                .findFirst()
                .filter(parts.work()::mayFinish);
    }

    private void offerTaking(Runnable take) {
        add(Parts.primary(Parts.button(
                t("requests.take"), "KeyT", "T", () -> dialogs.act().run(take))));
    }

    private void offerLateReply(WorkItem task) {
        var bar = Parts.row("note", new Span(t("requests.lateReply")));
        bar.add(Parts.row(
                "line",
                Parts.primary(Parts.button(t("requests.lateReply.answer"), "KeyY", "Y", () -> decide(task, "answer"))),
                Parts.button(t("requests.lateReply.noAnswer"), "KeyX", "X", () -> decide(task, "noAnswer"))));
        add(bar);
    }

    private void decide(WorkItem task, String decision) {
        dialogs.act().run(() -> parts.work().complete(task.taskId(), Map.of("decision", decision)));
    }

    private void offerSilenceDecision(WorkItem task) {
        var bar = Parts.row("note", new Span(t("requests.silence")));
        bar.addClassName("bad");
        var managers = dialogs.managers();
        bar.add(Parts.row(
                "line",
                managers,
                Parts.primary(Parts.button(t("requests.silence.reassign"), "", "", () -> dialogs.act()
                        .run(() -> {
                            if (managers.isEmpty()) {
                                throw new Refusal("requests.managerMissing");
                            }
                            var answers = Map.<String, Object>of(
                                    "decision",
                                    "reassign",
                                    "newManager",
                                    managers.getValue().login());
                            parts.work().complete(task.taskId(), answers);
                        }))),
                Parts.button(t("requests.silence.keep"), "", "", () -> decide(task, "keep"))));
        add(bar);
    }
}
