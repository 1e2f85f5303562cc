package otklik.requests;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.customers.Companies;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyClosed;
import otklik.customers.CompanyState;
import otklik.customers.ContactLeases;
import otklik.customers.ContactPoint;
import otklik.customers.RecoveryPool;
import otklik.engine.Attempts;
import otklik.engine.Decisions;
import otklik.engine.TaskChanged;
import otklik.history.History;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.Cases;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Role;
import otklik.security.Section;

/**
 * The recovery pool (S3.7): clients whose request was lost, who fell silent, or whom an import or a person put there, each with the records that
 * are linked with him. When one of them becomes work, the diagram {@code requests/lead-recovery} says; here stands who is in it and what became
 * of him. Nobody is asked twice within the time that {@link Parameter#RECOVERY_SAME_CLIENT} says, whatever brought us to him last (E40).
 */
@Service
public class OldLeads implements RecoveryPool {
    /** Topic of every change of the pool. */
    public static final String TOPIC = "old-leads";

    /** Contract of processes/requests/lost-reason.dmn. */
    private static final String WORTH = "lost-reason";

    private static final String LEAVE = "leave";
    private static final String NEW_REQUEST = "newRequest";
    private static final String NEVER = "never";
    private static final String NOT_REACHED = "notReached";
    private static final int LONGEST_TITLE = 255;

    private final OldLeadRows rows;
    private final OldLeadFacts facts;
    private final RecoveryProcess process;
    private final Companies companies;
    private final ContactLeases contacts;
    private final Decisions decisions;
    private final Attempts attempts;
    private final Parameters parameters;
    private final Policy policy;
    private final Cases cases;
    private final History history;
    private final Signals signals;
    private final Clock clock;

    OldLeads(
            OldLeadRows rows,
            OldLeadFacts facts,
            @Lazy RecoveryProcess process,
            Companies companies,
            ContactLeases contacts,
            @Lazy Decisions decisions,
            Attempts attempts,
            Parameters parameters,
            Policy policy,
            Cases cases,
            History history,
            Signals signals,
            Clock clock) {
        this.rows = rows;
        this.facts = facts;
        this.process = process;
        this.companies = companies;
        this.contacts = contacts;
        this.decisions = decisions;
        this.attempts = attempts;
        this.parameters = parameters;
        this.policy = policy;
        this.cases = cases;
        this.history = history;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * Which of them are wanted.
     *
     * @param source none for all
     * @param state none for those that are in the pool
     */
    public record Filter(@Nullable LeadSource source, @Nullable LeadState state) {}

    /** Those that the filter finds, what is work already first; for heads only. */
    public List<OldLead> list(Filter filter, int offset, int limit) {
        requireHead();
        return rows.list(filter, offset, limit);
    }

    public int count(Filter filter) {
        requireHead();
        return rows.count(filter);
    }

    /** How many are in the pool, by what brought them there. */
    public Map<LeadSource, Integer> bySource() {
        requireHead();
        return rows.bySource();
    }

    /** The one with this number, for heads only. */
    public Optional<OldLead> find(String number) {
        return mayChange() ? rows.byNumber(number) : Optional.empty();
    }

    /** The one with this number, for whoever may see it: who has it in hand. */
    public Optional<OldLead> seen(String number) {
        return cases.maySee(number) ? rows.byNumber(number) : Optional.empty();
    }

    /** The number by which he is called, in E.164. */
    public Optional<String> phone(OldLead lead) {
        return facts.phone(lead);
    }

    /** The numbers of the records linked with him, those that the person of the screen may see. */
    public List<String> links(OldLead lead) {
        var links = rows.links(lead.id());
        var visible = cases.visible(links);
        return links.stream().filter(visible::contains).toList();
    }

    /** How the linked records are called, by their numbers; those without a name are left out. */
    public Map<String, String> names(Collection<String> keys) {
        var names = rows.titles(keys);
        companies.all(keys).forEach((number, card) -> names.put(number, card.name()));
        return names;
    }

    /**
     * Links a record with him.
     *
     * @param key number of a request, a company, a person or an activity
     */
    public void link(String number, String key) {
        requireHead();
        var linked = key.strip().toUpperCase(java.util.Locale.ROOT);
        if (!linked.matches("[RKPA]-\\d{1,18}") || !cases.maySee(linked)) {
            throw new Refusal("requests.recovery.unknownLink", key).at("link");
        }
        attempts.run(() -> {
            var lead = rows.byNumber(number).orElseThrow(() -> unknown(number));
            rows.link(lead.id(), List.of(linked));
            history.tell(new History.Change(number, "oldLeadLinked").from(null, linked));
            signals.say(TOPIC);
        });
    }

    public void unlink(String number, String key) {
        requireHead();
        attempts.run(() -> {
            var lead = rows.byNumber(number).orElseThrow(() -> unknown(number));
            rows.unlink(lead.id(), key);
            history.tell(new History.Change(number, "oldLeadUnlinked").from(key, null));
            signals.say(TOPIC);
        });
    }

    /** Whether the person of the screen leads the pool. */
    public boolean mayChange() {
        return policy.reach(Section.REQUESTS, Action.ASSIGN).everything();
    }

    @Override
    public boolean isAllowed() {
        return mayChange();
    }

    /** Refuses whoever does not lead the pool. */
    void requireHead() {
        if (!mayChange()) {
            throw CurrentUser.isTrying()
                    ? new Refusal("security.onlyTrying")
                    : new Refusal("security.forbidden", Action.ASSIGN, Section.REQUESTS);
        }
    }

    /**
     * Puts a company into the pool.
     *
     * @param batch number of the bulk action or the import
     * @return number of the lead
     * @throws Refusal where it is not to be disturbed, is there already, has an open request, or has asked never to be asked again
     */
    public String put(String company, LeadSource source, @Nullable String batch) {
        requireHead();
        return attempts.inTransaction(() -> {
            if (companies.find(company).isEmpty()) {
                throw new Refusal("customers.company.unknown", company);
            }
            // Held: two who put it there at once put it there once.
            var card = companies.hold(company);
            requireFree(card);
            var lead = rows.put(
                    null,
                    new OldLeadRows.Made(
                            source,
                            company,
                            null,
                            null,
                            cut(card.name()),
                            Role.MANAGER.group(),
                            clock.instant(),
                            CurrentUser.login().orElse("otklik"),
                            batch));
            var links = new ArrayList<>(List.of(company));
            links.addAll(rows.relatives(company));
            rows.link(lead.id(), links);
            history.tell(new History.Change(lead.number(), "oldLeadChosen").from(null, company));
            process.chosen(lead.caseKey(), lead.queue());
            signals.say(TOPIC);
            return lead.number();
        });
    }

    private void requireFree(CompanyCard card) {
        if (card.state() != CompanyState.ACTIVE) {
            throw new Refusal("requests.recovery.notActive", card.name());
        }
        rows.standing(card.number()).ifPresent(state -> {
            throw new Refusal(
                    state == LeadState.NEVER ? "requests.recovery.never" : "requests.recovery.already", card.name());
        });
        if (rows.hasOpenRequest(card.number())) {
            throw new Refusal("requests.recovery.openRequest", card.name());
        }
    }

    @Override
    public void imported(Collection<String> numbers, String batch) {
        requireHead();
        for (var company : numbers) {
            try {
                put(company, LeadSource.IMPORT, batch);
            } catch (Refusal notThere) {
                // The file names whom it likes; who cannot wait there is left out, as it says.
            }
        }
    }

    @Override
    public void unreachable(String company, @Nullable String person, String record, String title) {
        attempts.run(() -> {
            var card = companies.hold(company);
            if (card.state() != CompanyState.ACTIVE
                    || rows.standing(company).isPresent()
                    || rows.hasOpenRequest(company)) {
                // He is in the pool, wants nothing of us, or somebody is at work with him anyway.
                return;
            }
            var lead = rows.put(
                    null,
                    new OldLeadRows.Made(
                            LeadSource.UNREACHABLE,
                            company,
                            person,
                            null,
                            cut(title),
                            Role.MANAGER.group(),
                            clock.instant().plus(parameters.duration(Parameter.RECOVERY_COOL_DOWN)),
                            CurrentUser.login().orElse("otklik"),
                            null));
            rows.link(lead.id(), person == null ? List.of(company, record) : List.of(company, person, record));
            history.tell(new History.Change(lead.number(), "oldLeadFed").from(null, record));
            process.lost(lead.caseKey(), null, lead.queue());
            signals.say(TOPIC);
        });
    }

    @Override
    public void withdraw(String company, String batch) {
        rows.openOfCompany(company).stream()
                .filter(lead -> batch.equals(lead.batch()))
                .forEach(lead -> withdraw(lead.number()));
    }

    /** Takes one out of the pool; refused while somebody has him in hand. */
    public void withdraw(String number) {
        requireHead();
        attempts.run(() -> {
            var lead = rows.byNumber(number).orElseThrow(() -> unknown(number));
            // First the task, as whoever takes it or is done with it does: what he has done meanwhile is seen.
            if (rows.isHeld(lead.caseKey())) {
                throw new Refusal("requests.recovery.inHand", lead.name());
            }
            if (rows.lock(lead.caseKey()).filter(LeadState::isOpen).isPresent()) {
                close(lead, "oldLeadWithdrawn");
            }
        });
    }

    private void close(OldLead lead, String kind) {
        rows.move(lead.caseKey(), LeadState.GONE, lead.readyAt());
        process.withdrawn(lead.caseKey());
        history.tell(new History.Change(lead.number(), kind));
        signals.say(TOPIC);
    }

    /** With whom no work is to be done is asked nothing. */
    @EventListener
    void on(CompanyClosed closed) {
        rows.openOfCompany(closed.company()).forEach(lead -> close(lead, "oldLeadWithdrawn"));
    }

    /** A request was lost; where its reason is worth another try, its client is in the pool from now on. */
    @Transactional
    void lost(Request request, String queue) {
        var reason = request.lostReason();
        var answers = new java.util.HashMap<String, Object>();
        answers.put("lostReason", reason);
        if (decisions.ask(WORTH, answers).equals(LEAVE)) {
            return;
        }
        var person = request.person();
        var company = person == null ? Optional.<String>empty() : companies.ofPerson(person);
        var lead = rows.put(
                request.number(),
                new OldLeadRows.Made(
                        request.status() == RequestStatus.CLOSED_SILENT ? LeadSource.SILENCE : LeadSource.REFUSAL,
                        company.orElse(null),
                        person,
                        request.clientAddress().isEmpty() ? null : request.clientAddress(),
                        cut(request.title()),
                        queue,
                        clock.instant().plus(parameters.duration(Parameter.RECOVERY_COOL_DOWN)),
                        CurrentUser.login().orElse("otklik"),
                        null));
        var links = new ArrayList<>(List.of(request.number()));
        Optional.ofNullable(person).ifPresent(links::add);
        company.ifPresent(links::add);
        rows.link(lead.id(), links);
        history.tell(new History.Change(lead.number(), "oldLeadFed").from(null, request.number()));
        signals.say(TOPIC);
    }

    /** What the step "Check the client" finds. */
    enum Check {
        LOST,
        /** Still lost, but somebody came to him lately. */
        ASKED_LATELY,
        GONE
    }

    /**
     * Whether he may be asked now, and what the pool says of him from now on.
     *
     * @param isStillLost what the flow itself knows of it
     */
    @Transactional
    Check check(String caseKey, boolean isStillLost) {
        var lead = rows.ofCase(caseKey);
        if (lead.isEmpty()) {
            // Lost before there was a pool.
            return isStillLost ? Check.LOST : Check.GONE;
        }
        var one = lead.get();
        var contact = one.contact();
        if (!isStillLost || !one.state().isOpen() || hasSaidNever(one)) {
            if (one.state().isOpen()) {
                rows.move(caseKey, LeadState.GONE, one.readyAt());
            }
            signals.say(TOPIC);
            return Check.GONE;
        }
        if (contact != null && !contacts.mayRecover(contact)) {
            rows.move(
                    caseKey,
                    LeadState.RESTING,
                    clock.instant().plus(parameters.duration(Parameter.RECOVERY_SAME_CLIENT)));
            signals.say(TOPIC);
            return Check.ASKED_LATELY;
        }
        return Check.LOST;
    }

    /** What somebody has told us of a company counts for all its people, whichever lead he was asked for. */
    private boolean hasSaidNever(OldLead lead) {
        return rows.saidNever(companyOf(lead), lead.person(), lead.id());
    }

    private @Nullable String companyOf(OldLead lead) {
        return lead.company() == null && lead.person() != null
                ? companies.ofPerson(lead.person()).orElse(null)
                : lead.company();
    }

    /** Whether a company that was chosen is still without any request of its own. */
    boolean isStillWithoutRequest(String number) {
        return rows.byNumber(number)
                .filter(lead -> lead.state().isOpen())
                .map(OldLead::company)
                .flatMap(companies::find)
                .filter(card -> card.state() == CompanyState.ACTIVE && !rows.hasOpenRequest(card.number()))
                .isPresent();
    }

    /** What a new request of a chosen company begins with. */
    Inbound words(String number) {
        var lead = rows.byNumber(number).orElseThrow(() -> unknown(number));
        var card = companies.find(String.valueOf(lead.company())).orElseThrow(() -> unknown(number));
        var mail = card.points().stream()
                .map(CompanyCard.Point::point)
                .filter(point -> point.kind() == ContactPoint.Kind.EMAIL)
                .map(ContactPoint::key)
                .findFirst();
        var person = rows.links(lead.id()).stream()
                .filter(key -> key.startsWith("P-"))
                .findFirst();
        return new Inbound(
                otklik.mail.Outbox.MAIL,
                card.name(),
                mail.orElse(""),
                person.orElse(null),
                lead.title(),
                lead.title(),
                null,
                null);
    }

    /** The pool follows the task: it is there, it is done, it is gone. */
    @EventListener
    void on(TaskChanged change) {
        var task = change.task();
        if (!task.processKey().equals(process.key())) {
            return;
        }
        var caseKey = task.businessKey();
        switch (change.kind()) {
            case CREATED -> moved(caseKey, LeadState.READY, clock.instant());
            case ASSIGNED -> {
                if (!change.byProcess() && task.assignee() != null) {
                    requireNotAskedLately(caseKey, task.id());
                }
                signals.say(TOPIC);
            }
            case COMPLETED -> done(caseKey, String.valueOf(change.answers().get("decision")));
            case DELETED -> {
                if (rows.lock(caseKey).filter(state -> state == LeadState.READY).isPresent()) {
                    moved(caseKey, LeadState.GONE, clock.instant());
                }
            }
            case UPDATED -> {
                // Where he stands does not change.
            }
        }
    }

    /** Whoever chooses his work himself is told the same as the conveyor, which asks for the client that the order of work knows. */
    private void requireNotAskedLately(String caseKey, String task) {
        rows.contactOf(task).filter(contact -> !contacts.mayRecover(contact)).ifPresent(contact -> {
            throw new Refusal(
                    "requests.recovery.lately",
                    rows.ofCase(caseKey).map(OldLead::name).orElse(caseKey));
        });
    }

    private void done(String caseKey, String decision) {
        if (decision.equals(NOT_REACHED)) {
            // Nobody came to him: he rests until the next try only.
            moved(
                    caseKey,
                    LeadState.RESTING,
                    clock.instant().plus(parameters.duration(Parameter.RETRY_AFTER_NO_ANSWER)));
            return;
        }
        rows.ofCase(caseKey)
                .map(OldLead::contact)
                .ifPresent(contact -> contacts.touched(contact, process.key(), clock.instant()));
        switch (decision) {
            case NEW_REQUEST -> moved(caseKey, LeadState.RECOVERED, clock.instant());
            case NEVER -> {
                moved(caseKey, LeadState.NEVER, clock.instant());
                rows.ofCase(caseKey)
                        .map(this::companyOf)
                        .map(rows::openOfCompany)
                        .ifPresent(others -> others.stream()
                                .filter(other -> !rows.isHeld(other.caseKey()))
                                .forEach(other -> close(other, "oldLeadWithdrawn")));
            }
            default ->
                moved(caseKey, LeadState.RESTING, clock.instant().plus(parameters.duration(Parameter.RECOVERY_LATER)));
        }
    }

    private void moved(String caseKey, LeadState state, Instant at) {
        rows.move(caseKey, state, at);
        signals.say(TOPIC);
    }

    private static String cut(String title) {
        return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE);
    }

    private static Refusal unknown(String number) {
        return new Refusal("requests.recovery.unknown", number);
    }
}
