package otklik.staff.process;

import static otklik.staff.process.EmployeeActivation.*;

import org.springframework.stereotype.Component;
import otklik.engine.Processes;
import otklik.staff.ActivationProcess;

/** The door to employee-activation. */
@Component
class EmployeeActivations implements ActivationProcess {
    private final Processes processes;

    EmployeeActivations(Processes processes) {
        this.processes = processes;
    }

    @Override
    public void invited(String login) {
        processes.start(KEY, businessKey(login));
    }

    @Override
    public void letterWanted(String login) {
        if (!tellIfAwaited(login, LETTER_WANTED_MESSAGE)) {
            invited(login);
        }
    }

    @Override
    public void letterNotDelivered(String login) {
        tellIfAwaited(login, LETTER_NOT_DELIVERED_MESSAGE);
    }

    @Override
    public void activated(String login) {
        tellIfAwaited(login, ACTIVATED_MESSAGE);
    }

    /** An administrator may have ended the process in Cockpit: the person is not to suffer for it. */
    private boolean tellIfAwaited(String login, String message) {
        var awaited = processes.awaits(KEY, businessKey(login), message);
        if (awaited) {
            processes.tell(KEY, businessKey(login), message);
        }
        return awaited;
    }
}
