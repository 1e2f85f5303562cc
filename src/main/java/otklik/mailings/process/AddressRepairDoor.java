package otklik.mailings.process;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.engine.Processes;
import otklik.mailings.AddressRepairProcess;

/** The door of the process {@code address-repair}. */
@Component
class AddressRepairDoor implements AddressRepairProcess {
    private final Processes processes;

    AddressRepairDoor(Processes processes) {
        this.processes = processes;
    }

    @Override
    public void start(String number, @Nullable String responsible) {
        // Set also where nobody is responsible, since the diagram reads it.
        processes.start(AddressRepair.KEY, number, AddressRepair.RESPONSIBLE.to(responsible));
    }
}
