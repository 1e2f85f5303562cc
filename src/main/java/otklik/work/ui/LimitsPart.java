package otklik.work.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.textfield.IntegerField;
import java.util.Optional;
import java.util.OptionalInt;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.staff.ui.EmployeeCardPart;
import otklik.ui.FormErrors;
import otklik.ui.Parts;
import otklik.ui.Texts;
import otklik.work.Capacity;

/** How much goes into a person's day and hands: his own limits, else the company's, and the days to come. */
@org.springframework.stereotype.Component
class LimitsPart implements EmployeeCardPart {
    private static final int ORDER = 35;

    private final Capacity capacity;
    private final Parameters parameters;
    private final Policy policy;
    private final Texts texts;

    LimitsPart(Capacity capacity, Parameters parameters, Policy policy, Texts texts) {
        this.capacity = capacity;
        this.parameters = parameters;
        this.policy = policy;
        this.texts = texts;
    }

    @Override
    public String title() {
        return "work.limits";
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public Optional<Component> component(String login, Runnable changed) {
        var errors = new FormErrors();
        var tasks = errors.add("mostTasks", field("work.limits.tasks", capacity.ownLimit(login)));
        tasks.setPlaceholder(String.valueOf(parameters.number(Parameter.MOST_TASKS_PER_DAY)));
        var requests = errors.add("mostRequests", field("work.limits.requests", capacity.ownRequestLimit(login)));
        requests.setPlaceholder(String.valueOf(parameters.number(Parameter.MOST_OPEN_REQUESTS)));
        var strip = new DayStrip(capacity, texts, null);
        strip.show(login, null, null);
        var box = Parts.row("form", Parts.row("pair", tasks, requests));
        if (policy.may(Section.EMPLOYEES, Action.CHANGE)) {
            var save = new Button(t("work.limits.save"), click -> {
                if (errors.attempt(() -> capacity.limit(login, tasks.getValue(), requests.getValue()))) {
                    Parts.done(t("work.limits.saved"));
                    changed.run();
                }
            });
            save.addThemeVariants(ButtonVariant.LUMO_SMALL);
            box.add(save);
        } else {
            tasks.setReadOnly(true);
            requests.setReadOnly(true);
        }
        box.add(strip);
        return Optional.of(box);
    }

    private static IntegerField field(String label, OptionalInt own) {
        var field = new IntegerField(t(label));
        field.setMin(1);
        field.setMax(Capacity.GREATEST_LIMIT);
        field.setClearButtonVisible(true);
        field.setHelperText(t("work.limits.help"));
        own.ifPresent(field::setValue);
        return field;
    }
}
