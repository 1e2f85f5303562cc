package otklik.customers.ui;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.stereotype.Component;
import otklik.customers.People;
import otklik.customers.PersonCard;
import otklik.ui.SearchSource;

/** Finds people by name, company, phone, mail or number. */
@Component
class PeopleSearch implements SearchSource {
    private final People people;

    PeopleSearch(People people) {
        this.people = people;
    }

    @Override
    public String title() {
        return "customers.people";
    }

    @Override
    public int order() {
        return 20;
    }

    /** Who reaches nobody finds nobody. */
    @Override
    public boolean isAllowed() {
        return true;
    }

    @Override
    public List<Hit> find(String text, int limit) {
        var isNumber = text.matches("[Pp]-\\d{1,18}");
        var found =
                isNumber ? people.page(text.toUpperCase(Locale.ROOT)).stream().toList() : people.list(text, 0, limit);
        return found.stream().map(PeopleSearch::hit).toList();
    }

    private static Hit hit(PersonCard person) {
        return new Hit(
                person.name(),
                person.number() + " " + Objects.requireNonNullElse(person.company(), ""),
                "people/" + person.number());
    }
}
