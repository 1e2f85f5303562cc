package otklik.calls.ui;

import java.util.Optional;
import org.springframework.stereotype.Component;
import otklik.calls.ContactRepairs;
import otklik.customers.Companies;
import otklik.customers.CompanyCard;
import otklik.customers.People;
import otklik.customers.PersonCard;
import otklik.ui.DeskSubject;

/** The search for a number on the manager's screen is about the client who cannot be reached. */
@Component
class RepairOnDesk implements DeskSubject {
    private final ContactRepairs repairs;
    private final Companies companies;
    private final People people;

    RepairOnDesk(ContactRepairs repairs, Companies companies, People people) {
        this.repairs = repairs;
        this.companies = companies;
        this.people = people;
    }

    /** Without a phone: the one that is known is the wrong one. */
    @Override
    public Optional<Client> of(String businessKey) {
        return businessKey.startsWith("CC-") ? repairs.seen(businessKey).flatMap(this::client) : Optional.empty();
    }

    private Optional<Client> client(ContactRepairs.Repair repair) {
        return repair.contact().startsWith("P-")
                ? people.find(repair.contact()).map(RepairOnDesk::person)
                : companies.find(repair.contact()).map(RepairOnDesk::company);
    }

    private static Client person(PersonCard person) {
        var name = person.company() == null ? person.name() : person.name() + ", " + person.company();
        return new Client(null, name, person.companyNumber(), person.number(), null, null);
    }

    private static Client company(CompanyCard company) {
        return new Client(null, company.name(), company.number(), null, null, null);
    }
}
