package otklik.staff.process;

import static otklik.staff.process.EmployeeFarewell.*;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.engine.Processes;
import otklik.kernel.Refusal;
import otklik.staff.FarewellProcess;

/** The door to employee-farewell. */
@Component
class EmployeeFarewells implements FarewellProcess {
    private final Processes processes;

    EmployeeFarewells(Processes processes) {
        this.processes = processes;
    }

    @Override
    public void begun(String number, @Nullable String beganBy) {
        processes.start(KEY, number, BEGAN_BY.to(beganBy));
    }

    @Override
    public void decided(String number, Map<String, Object> answers) {
        var task = processes.openTasks(number, DECIDE_ON_WORK).stream()
                .findFirst()
                .orElseThrow(() -> new Refusal("work.gone"));
        processes.complete(task, answers);
    }

    @Override
    public void takenBack(String number) {
        processes.tell(KEY, number, TAKEN_BACK_MESSAGE);
    }
}
