package otklik.requests.ui;

import static otklik.ui.Texts.t;

import java.util.List;
import org.springframework.stereotype.Component;
import otklik.requests.RequestFilter;
import otklik.requests.RequestList;
import otklik.requests.RequestView;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.ui.SearchSource;

/** Finds requests by the client's name or address, the title, or their number. */
@Component
class RequestSearch implements SearchSource {
    private final RequestList list;
    private final Policy policy;

    RequestSearch(RequestList list, Policy policy) {
        this.list = list;
        this.policy = policy;
    }

    @Override
    public String title() {
        return "requests.title";
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public boolean isAllowed() {
        return policy.may(Section.REQUESTS, Action.VIEW);
    }

    @Override
    public List<Hit> find(String text, int limit) {
        return list.list(RequestFilter.of(RequestView.ALL).matching(text), 0, limit).stream()
                .map(request -> new Hit(
                        request.number() + " · " + request.clientName(),
                        t(request.status()) + " · " + request.title(),
                        CommunicationsView.PATH + "/" + request.number()))
                .toList();
    }
}
