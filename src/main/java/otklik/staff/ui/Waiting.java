package otklik.staff.ui;

import com.vaadin.flow.router.QueryParameters;
import java.time.Instant;
import java.util.Optional;

/** The moment until which somebody has to wait, as the address of the page says it. */
final class Waiting {
    private static final String UNTIL = "until";

    private Waiting() {}

    static Optional<Instant> until(QueryParameters address) {
        return address.getSingleParameter(UNTIL)
                .filter(text -> text.matches("\\d{1,11}"))
                .map(text -> Instant.ofEpochSecond(Long.parseLong(text)));
    }
}
