package otklik.engine;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.delegate.DefaultDelegateInterceptor;
import org.camunda.bpm.engine.impl.delegate.DelegateInvocation;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import otklik.security.CurrentUser;

/** Puts one listener on every user task of every diagram and turns its calls into {@link TaskChanged}. */
@Component
class TaskEvents extends AbstractProcessEnginePlugin {
    private static final int LINE_LENGTH = 500;
    private static final int DETAILS_LENGTH = 3000;
    private static final CaseSubject NO_SUBJECT = new CaseSubject() {
        @Override
        public String prefix() {
            return "";
        }

        @Override
        public String line(String businessKey) {
            return businessKey;
        }
    };

    /** Whether the listener that runs on this thread was called by a step of a diagram. */
    private static final ThreadLocal<Boolean> CALLED_BY_STEP = ThreadLocal.withInitial(() -> false);

    private final ApplicationEventPublisher events;
    private final FormRules forms;
    private final ObjectProvider<CaseSubject> subjects;
    private final ObjectProvider<TaskGiver> givers;

    /** The subjects and givers are looked up late: they need the engine, whose plugin this is. */
    TaskEvents(
            ApplicationEventPublisher events,
            FormRules forms,
            ObjectProvider<CaseSubject> subjects,
            ObjectProvider<TaskGiver> givers) {
        this.events = events;
        this.forms = forms;
        this.subjects = subjects;
        this.givers = givers;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setDelegateInterceptor(new CallerNoted());
        configuration.getCustomPreBPMNParseListeners().add(new AbstractBpmnParseListener() {
            @Override
            public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
                var definition = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
                definition.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, on(TaskChanged.Kind.CREATED));
                definition.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, on(TaskChanged.Kind.ASSIGNED));
                definition.addBuiltInTaskListener(TaskListener.EVENTNAME_UPDATE, on(TaskChanged.Kind.UPDATED));
                definition.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, on(TaskChanged.Kind.COMPLETED));
                definition.addBuiltInTaskListener(TaskListener.EVENTNAME_DELETE, on(TaskChanged.Kind.DELETED));
            }
        });
    }

    private TaskListener on(TaskChanged.Kind kind) {
        return task -> {
            Map<String, Object> answers = Map.of();
            if (kind == TaskChanged.Kind.CREATED) {
                forms.askAfresh(task);
                task.setDescription(cut(subject(task).details(businessKey(task)), DETAILS_LENGTH));
                give(task);
            }
            if (kind == TaskChanged.Kind.COMPLETED) {
                answers = forms.check(task);
                CurrentUser.login().ifPresent(login -> CurrentStep.PERFORMER.set(task, login));
            }
            events.publishEvent(new TaskChanged(kind, describe(kind, task), answers, CALLED_BY_STEP.get()));
        };
    }

    /** The engine calls the listeners of the assignment after those of the creation. */
    private void give(DelegateTask task) {
        if (task.getAssignee() == null) {
            var opened = describe(TaskChanged.Kind.CREATED, task);
            givers.stream()
                    .flatMap(giver -> giver.give(opened).stream())
                    .findFirst()
                    .ifPresent(task::setAssignee);
        }
    }

    /**
     * A step that runs has an execution context; a person's command on a task has none. It can be asked only before the listener is
     * called: the engine gives every listener the context of its task.
     */
    private static final class CallerNoted extends DefaultDelegateInterceptor {
        @Override
        public void handleInvocation(DelegateInvocation invocation) throws Exception {
            var outer = CALLED_BY_STEP.get();
            CALLED_BY_STEP.set(Context.getBpmnExecutionContext() != null);
            try {
                super.handleInvocation(invocation);
            } finally {
                CALLED_BY_STEP.set(outer);
            }
        }
    }

    private OpenTask describe(TaskChanged.Kind kind, DelegateTask task) {
        var processDefinitionId = task.getProcessDefinitionId();
        return new OpenTask(
                task.getId(),
                processDefinitionId.substring(
                        0,
                        processDefinitionId.indexOf(':') < 0
                                ? processDefinitionId.length()
                                : processDefinitionId.indexOf(':')),
                processDefinitionId,
                task.getProcessInstanceId(),
                businessKey(task),
                task.getTaskDefinitionKey(),
                String.valueOf(task.getName()),
                kind == TaskChanged.Kind.CREATED ? cut(subject(task).line(businessKey(task)), LINE_LENGTH) : "",
                task.getCandidates().stream()
                        .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()) && link.getGroupId() != null)
                        .filter(link -> !isTakenAway(link))
                        .map(IdentityLink::getGroupId)
                        .findFirst()
                        .orElse(null),
                task.getAssignee(),
                task.getPriority(),
                instant(task.getDueDate()),
                instant(task.getFollowUpDate()),
                task.getCreateTime().toInstant());
    }

    /** A group that the running command has taken away is still among the task's own. */
    private static boolean isTakenAway(IdentityLink link) {
        var command = Context.getCommandContext();
        return command != null
                && link instanceof DbEntity row
                && command.getDbEntityManager().isDeleted(row);
    }

    private static String businessKey(DelegateTask task) {
        return String.valueOf(task.getExecution().getProcessBusinessKey());
    }

    private CaseSubject subject(DelegateTask task) {
        var key = businessKey(task);
        return subjects.stream()
                .filter(candidate -> key.startsWith(candidate.prefix()))
                .findFirst()
                .orElse(NO_SUBJECT);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
