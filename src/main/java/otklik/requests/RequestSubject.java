package otklik.requests;

import org.springframework.stereotype.Component;
import otklik.engine.CaseSubject;

/** What a request is about, for the lists of work: the client and the title. */
@Component
class RequestSubject implements CaseSubject {
    private final RequestRepository requests;

    RequestSubject(RequestRepository requests) {
        this.requests = requests;
    }

    @Override
    public String prefix() {
        return "R-";
    }

    @Override
    public String line(String businessKey) {
        return requests.findByNumber(businessKey)
                .map(request -> request.clientName() + ": " + request.title())
                .orElse(businessKey);
    }

    @Override
    public String details(String businessKey) {
        return requests.findByNumber(businessKey)
                .map(Request::card)
                .map(request -> line(businessKey) + "\n\n" + request.lastMessage())
                .orElse(businessKey);
    }
}
