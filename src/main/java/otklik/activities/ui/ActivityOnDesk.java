package otklik.activities.ui;

import java.util.Optional;
import org.springframework.stereotype.Component;
import otklik.activities.Activities;
import otklik.activities.Activity;
import otklik.customers.Companies;
import otklik.customers.ContactPoint;
import otklik.customers.People;
import otklik.customers.PersonCard;
import otklik.ui.DeskSubject;

/** An activity on the manager's screen is about its company, and the person of it that was named. */
@Component
class ActivityOnDesk implements DeskSubject {
    private final Activities activities;
    private final Companies companies;
    private final People people;

    ActivityOnDesk(Activities activities, Companies companies, People people) {
        this.activities = activities;
        this.companies = companies;
        this.people = people;
    }

    @Override
    public Optional<Client> of(String businessKey) {
        return businessKey.startsWith("A-") ? activities.find(businessKey).map(this::client) : Optional.empty();
    }

    private Client client(Activity activity) {
        var person = Optional.ofNullable(activity.person()).flatMap(people::find);
        var name = person.map(one -> activity.companyName() + ", " + one.name()).orElse(activity.companyName());
        var phone = person.flatMap(ActivityOnDesk::phone).or(() -> companies.find(activity.company()).stream()
                .flatMap(company -> company.form().points().stream())
                .filter(point -> point.kind() == ContactPoint.Kind.PHONE)
                .map(ContactPoint::key)
                .findFirst());
        return new Client(activity.title(), name, activity.company(), activity.person(), null, phone.orElse(null));
    }

    private static Optional<String> phone(PersonCard person) {
        return person.points().stream()
                .filter(point -> point.kind() == ContactPoint.Kind.PHONE)
                .map(ContactPoint::key)
                .findFirst();
    }
}
