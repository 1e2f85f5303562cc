package otklik.tasks.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import java.util.Optional;
import otklik.ui.CaseAct;

/** Gives an assignment about the company or the request that is shown. */
@org.springframework.stereotype.Component
class GiveAct implements CaseAct {
    private final TaskParts parts;
    private final TaskDialogs dialogs;

    GiveAct(TaskParts parts, TaskDialogs dialogs) {
        this.parts = parts;
        this.dialogs = dialogs;
    }

    @Override
    public int order() {
        return 50;
    }

    @Override
    public Optional<Component> part(String caseKey) {
        return parts.tasks().mayGive()
                ? Optional.of(TaskParts.small(t("tasks.give.short"), () -> dialogs.give(caseKey, () -> {})))
                : Optional.empty();
    }
}
