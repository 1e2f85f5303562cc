package otklik.requests.ui;

import java.util.Optional;
import org.springframework.stereotype.Component;
import otklik.customers.ContactPoint;
import otklik.customers.PersonCard;
import otklik.requests.RequestCard;
import otklik.ui.DeskSubject;

/** A request on the manager's screen is about its client. */
@Component
class RequestOnDesk implements DeskSubject {
    private final RequestPages parts;

    RequestOnDesk(RequestPages parts) {
        this.parts = parts;
    }

    @Override
    public Optional<Client> of(String businessKey) {
        return businessKey.startsWith("R-") ? parts.requests().find(businessKey).map(this::client) : Optional.empty();
    }

    private Client client(RequestCard request) {
        var person = Optional.ofNullable(request.person()).flatMap(parts.people()::find);
        var phone = person.stream()
                .flatMap(one -> one.points().stream())
                .filter(point -> point.kind() == ContactPoint.Kind.PHONE)
                .map(ContactPoint::key)
                .findFirst();
        return new Client(
                null,
                person.map(PersonCard::company)
                        .map(company -> request.clientName() + ", " + company)
                        .orElse(request.clientName()),
                person.flatMap(parts.contacts()::companyOf).orElse(null),
                request.person(),
                request.number(),
                phone.orElse(null));
    }
}
