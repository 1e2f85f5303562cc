package otklik.requests;

import java.util.Optional;
import org.springframework.stereotype.Component;
import otklik.customers.ClientZone;
import otklik.customers.Companies;
import otklik.customers.CompanyCard;
import otklik.customers.ContactPoint;
import otklik.customers.People;
import otklik.customers.PersonCard;
import otklik.work.TaskFacts;
import otklik.work.TaskFactsSource;

/** Whom one has in hand with an old lead, and where he is called: by the company's own phone, else by that of one of its people. */
@Component
class OldLeadFacts implements TaskFactsSource {
    private final OldLeadRows rows;
    private final Companies companies;
    private final People people;
    private final ClientZone zones;

    OldLeadFacts(OldLeadRows rows, Companies companies, People people, ClientZone zones) {
        this.rows = rows;
        this.companies = companies;
        this.people = people;
        this.zones = zones;
    }

    @Override
    public String prefix() {
        return "OL-";
    }

    @Override
    public TaskFacts of(String businessKey, String taskKey) {
        return rows.byNumber(businessKey).map(this::facts).orElse(TaskFacts.NONE);
    }

    private TaskFacts facts(OldLead lead) {
        var phone = phone(lead);
        return new TaskFacts(
                lead.contact(),
                phone.orElse(null),
                zones.of(lead.company(), lead.person(), phone.orElse(null)).id(),
                phone.isPresent());
    }

    /** The number that is called; none where nobody knows one. */
    Optional<String> phone(OldLead lead) {
        var company = Optional.ofNullable(lead.company());
        return company.flatMap(companies::find).stream()
                .map(CompanyCard::points)
                .flatMap(points -> points.stream().map(CompanyCard.Point::point))
                .filter(OldLeadFacts::isPhone)
                .findFirst()
                .or(() -> company.stream()
                        .flatMap(number -> people.ofCompany(number).stream())
                        .map(PersonCard::points)
                        .flatMap(points -> points.stream().filter(OldLeadFacts::isPhone))
                        .findFirst())
                .map(ContactPoint::key);
    }

    private static boolean isPhone(ContactPoint point) {
        return point.kind() == ContactPoint.Kind.PHONE;
    }
}
