package otklik.tasks.ui;

import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import otklik.customers.ClientReach;
import otklik.customers.CompanyCard;
import otklik.customers.PersonCard;
import otklik.tasks.GivenTask;
import otklik.ui.DeskSubject;

/** An assignment on the manager's screen says what is to be done, and is about whom its case is about. */
@Component
class AssignmentOnDesk implements DeskSubject {
    private final TaskParts parts;
    private final ClientReach reach;
    private final ObjectProvider<DeskSubject> subjects;

    AssignmentOnDesk(TaskParts parts, ClientReach reach, ObjectProvider<DeskSubject> subjects) {
        this.parts = parts;
        this.reach = reach;
        this.subjects = subjects;
    }

    @Override
    public Optional<Client> of(String businessKey) {
        return businessKey.startsWith("T-") ? parts.tasks().find(businessKey).map(this::client) : Optional.empty();
    }

    private Client client(GivenTask task) {
        return Optional.ofNullable(task.about())
                .flatMap(this::about)
                .map(client -> new Client(
                        task.title(),
                        client.name(),
                        client.company(),
                        client.person(),
                        client.request(),
                        client.phone()))
                .orElse(new Client(task.title(), "", null, null, null, null));
    }

    private Optional<Client> about(String caseKey) {
        if (caseKey.startsWith("K-")) {
            return parts.companies().find(caseKey).map(this::company);
        }
        if (caseKey.startsWith("P-")) {
            return parts.people().find(caseKey).map(this::person);
        }
        // A case of another flow, whose own subject knows the client; an assignment about an assignment has none.
        return caseKey.startsWith("T-")
                ? Optional.empty()
                : subjects.stream()
                        .flatMap(subject -> subject.of(caseKey).stream())
                        .findFirst();
    }

    private Client company(CompanyCard company) {
        var phone = reach.of(company.number(), null).phone();
        return new Client(null, company.name(), company.number(), null, null, phone);
    }

    private Client person(PersonCard person) {
        var name = person.company() == null ? person.name() : person.name() + ", " + person.company();
        var phone = reach.of(person.companyNumber(), person.number()).phone();
        return new Client(null, name, person.companyNumber(), person.number(), null, phone);
    }
}
