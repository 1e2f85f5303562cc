package otklik.requests;

import org.springframework.stereotype.Component;
import otklik.work.WorkSubject;

/** What a request is about, for the lists of work: the client and the title. */
@Component
class RequestSubject implements WorkSubject {
    private final RequestRepository requests;

    RequestSubject(RequestRepository requests) {
        this.requests = requests;
    }

    @Override
    public String prefix() {
        return "R-";
    }

    @Override
    public String of(String businessKey) {
        return requests.findByNumber(businessKey)
                .map(request -> request.clientName() + ": " + request.title())
                .orElse(businessKey);
    }
}
