package otklik.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Puts one listener on every message event and every end event of every diagram and turns its calls into {@link CaseEvent}. */
@Component
class CaseEventListeners extends AbstractProcessEnginePlugin {
    private static final String MESSAGE = "messageEventDefinition";

    private final ApplicationEventPublisher events;

    CaseEventListeners(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.getCustomPreBPMNParseListeners().add(new AbstractBpmnParseListener() {
            @Override
            public void parseEndEvent(Element element, ScopeImpl scope, ActivityImpl event) {
                // At its beginning: some end events end the case before their own end is told.
                event.addBuiltInListener(ExecutionListener.EVENTNAME_START, tell());
            }

            @Override
            public void parseStartEvent(Element element, ScopeImpl scope, ActivityImpl event) {
                arrived(element, event);
            }

            @Override
            public void parseIntermediateCatchEvent(Element element, ScopeImpl scope, ActivityImpl event) {
                arrived(element, event);
            }

            @Override
            public void parseBoundaryEvent(Element element, ScopeImpl scope, ActivityImpl event) {
                arrived(element, event);
            }
        });
    }

    private void arrived(Element element, ActivityImpl event) {
        if (element.element(MESSAGE) != null) {
            event.addBuiltInListener(ExecutionListener.EVENTNAME_END, tell());
        }
    }

    private ExecutionListener tell() {
        return execution -> {
            // A message that is no longer waited for has not come.
            if (!execution.isCanceled()) {
                events.publishEvent(new CaseEvent(
                        ((ExecutionEntity) execution).getProcessDefinition().getKey(),
                        execution.getCurrentActivityId(),
                        businessKey(execution),
                        execution.getActivityInstanceId(),
                        CurrentStep.PERFORMER.find(execution).orElse(null)));
            }
        };
    }

    private static String businessKey(DelegateExecution execution) {
        return String.valueOf(execution.getProcessBusinessKey());
    }
}
