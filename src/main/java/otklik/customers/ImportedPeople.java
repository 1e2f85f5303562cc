package otklik.customers;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import otklik.history.History;

/** People whom an import names beside their company. */
@Service
public class ImportedPeople {
    private final JdbcClient jdbc;
    private final People people;
    private final History history;
    private final Clock clock;

    ImportedPeople(JdbcClient jdbc, People people, History history, Clock clock) {
        this.jdbc = jdbc;
        this.people = people;
        this.history = history;
        this.clock = clock;
    }

    /**
     * Makes a person one of the company's: the one to whom the points belong, else one of the company with this name, else a new one.
     * Somebody who belongs to another company already stays there.
     *
     * @param name blank only where there are points
     * @param position what he is in the company; blank where nothing is said
     * @return whether he belongs to the company now
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean add(String company, String companyName, String name, String position, List<ContactPoint> points) {
        long companyId = jdbc.sql("select id from company where number = ?")
                .param(company)
                .query(Long.class)
                .single();
        var person = points.isEmpty()
                ? namesake(companyId, name).orElseGet(() -> create(name, companyName))
                : people.findOrCreate(points, name, companyName);
        return jdbc.sql(
                                """
                                update person set company_id = ?, job_title = coalesce(job_title, cast(? as varchar(200)))
                                where number = ? and (company_id is null or company_id = ?)""")
                        .params(companyId, title(position), person, companyId)
                        .update()
                == 1;
    }

    private Optional<String> namesake(long company, String name) {
        return jdbc.sql("select number from person where company_id = ? and name_key = ? order by id limit 1")
                .params(company, NameKey.ofPerson(name))
                .query(String.class)
                .optional();
    }

    private String create(String name, String company) {
        var id = jdbc.sql("select nextval('person_number')").query(Long.class).single();
        var number = "P-" + id;
        var called = NameKey.cut(name);
        jdbc.sql(
                        "insert into person (id, number, name, name_key, company, company_key, search_text, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        number,
                        called,
                        NameKey.ofPerson(called),
                        NameKey.cut(company),
                        NameKey.ofCompany(company),
                        SearchText.small(number + " " + called + " " + company),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        history.tell(new History.Change(number, "personAdded").from(null, called));
        return number;
    }

    private static @Nullable String title(String position) {
        return position.isBlank() ? null : NameKey.cut(position);
    }
}
