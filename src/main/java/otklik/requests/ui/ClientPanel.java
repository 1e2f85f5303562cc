package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.customers.ContactPoint;
import otklik.customers.PersonCard;
import otklik.requests.RequestCard;
import otklik.requests.ResponseTime;
import otklik.security.Action;
import otklik.security.Section;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The client: who he is, how he is reached, how fast he was answered, his other requests, and who he may be besides. */
class ClientPanel extends Div {
    private static final int MOST_OTHERS = 5;

    private final transient RequestPages parts;
    private final transient RequestDialogs dialogs;

    ClientPanel(RequestPages parts, RequestDialogs dialogs) {
        this.parts = parts;
        this.dialogs = dialogs;
        addClassName("body");
    }

    void show(RequestCard request) {
        removeAll();
        var facts = Parts.row("kv");
        fact(facts, t("requests.client.name"), new Span(request.clientName()));
        var person = request.person() == null
                ? null
                : parts.people().find(String.valueOf(request.person())).orElse(null);
        if (person == null) {
            fact(facts, t("requests.client.address"), new Span(request.clientAddress()));
        } else {
            showPerson(facts, person, request.number());
            if (parts.people().page(person.number()).isPresent()
                    && parts.policy().may(Section.COMPANIES, Action.VIEW)) {
                var page = Parts.link("people/" + person.number(), person.number());
                fact(facts, t("requests.client.card"), new Span(page));
            }
        }
        fact(facts, t("requests.manager"), new Span(RequestWords.holder(request, parts.accounts())));
        showResponses(facts, request);
        if (request.outcomeReason() != null) {
            fact(
                    facts,
                    t("requests.reason"),
                    new Span(parts.lostReasons().name(String.valueOf(request.outcomeReason()), Texts.locale())));
        }
        if (request.follows() != null) {
            var older = String.valueOf(request.follows());
            fact(
                    facts,
                    t("requests.follows"),
                    parts.requests().find(older).isPresent() ? new Span(link(older)) : new Span(older));
        }
        if (request.mergedInto() != null) {
            var into = String.valueOf(request.mergedInto());
            fact(
                    facts,
                    t("requests.mergedInto"),
                    parts.requests().find(into).isPresent() ? new Span(link(into)) : new Span(into));
        }
        var others = dialogs.ofClient(request).stream()
                .filter(other -> !other.number().equals(request.number()))
                .limit(MOST_OTHERS)
                .toList();
        if (!others.isEmpty()) {
            var links = new Span();
            others.forEach(other -> links.add(new Div(link(other.number()), new Span(" " + t(other.status())))));
            fact(facts, t("requests.others"), links);
        }
        if (person != null) {
            showDoubles(facts, person);
        }
        add(facts);
    }

    private static void fact(Div facts, String name, Span value) {
        facts.add(new Span(name), value);
    }

    private void showPerson(Div facts, PersonCard person, String request) {
        if (person.company() != null) {
            fact(facts, t("requests.client.company"), company(person));
        }
        person.points().stream()
                .collect(Collectors.groupingBy(ContactPoint::kind, java.util.TreeMap::new, Collectors.toList()))
                .forEach((kind, ways) -> {
                    var all = new Span();
                    ways.forEach(way -> all.add(new Div(
                            kind == ContactPoint.Kind.PHONE
                                    ? parts.numbers().show(way.key(), way.shown(), request)
                                    : new Span(way.shown()))));
                    fact(facts, t("customers.ContactPoint.Kind." + kind.name()), all);
                });
    }

    /** The company by its page where there is one that may be opened: of his own, else the only one that is called so. */
    private Span company(PersonCard person) {
        var name = String.valueOf(person.company());
        return parts.contacts()
                .companyOf(person)
                .map(known -> {
                    var page = Parts.link("companies/" + known, name);
                    return new Span(page);
                })
                .orElseGet(() -> new Span(name));
    }

    private void showResponses(Div facts, RequestCard request) {
        var standing = parts.responses().of(request.number());
        var waiting = standing.waiting();
        if (waiting != null) {
            var value = Parts.tag(Parts.Tone.TODAY, RequestWords.amount(waiting));
            value.setTitle(
                    RequestWords.formula(standing, parts.texts(), parts.clock().instant()));
            fact(facts, t("requests.response.waiting"), new Span(value));
        }
        answer(facts, t("requests.response.first"), standing.first());
        if (standing.last() != null && !standing.last().equals(standing.first())) {
            answer(facts, t("requests.response.last"), standing.last());
        }
    }

    private void answer(Div facts, String name, @Nullable ResponseTime answer) {
        if (answer != null) {
            fact(facts, name, new Span(ResponsePopover.figure(answer, parts.texts())));
        }
    }

    private void showDoubles(Div facts, PersonCard person) {
        var doubles = parts.people().doubles(person.number());
        if (!doubles.isEmpty()) {
            var lines = new Span();
            doubles.forEach(other -> lines.add(new Div(new Span(other.person().name() + " · "
                    + other.reasons().stream()
                            .map(reason -> t("customers.Double.Reason." + reason.name()))
                            .collect(Collectors.joining(", "))))));
            fact(facts, t("requests.client.looksLike"), lines);
        }
    }

    private static Anchor link(String requestNumber) {
        return Parts.link(CommunicationsView.PATH + "/" + requestNumber, requestNumber);
    }
}
