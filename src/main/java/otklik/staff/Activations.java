package otklik.staff;

import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.engine.Attempts;
import otklik.history.History;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.mail.Outbox;
import otklik.mail.OutgoingLetter;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.staff.ActivationTokens.Person;
import otklik.staff.ActivationTokens.Token;

/**
 * The way in: letters with a link, of which the newest works; the page of the link; what administrators see and do meanwhile. When to send
 * and when to give up is decided by the diagram {@code employee-activation}.
 */
@Service
public class Activations {
    private final Employees employees;
    private final ActivationTokens tokens;
    private final StaffLetters letters;
    private final ActivationProcess process;
    private final Outbox outbox;
    private final Rights rights;
    private final Policy policy;
    private final Parameters parameters;
    private final History history;
    private final Signals signals;
    private final Attempts attempts;
    private final Clock clock;

    Activations(
            Employees employees,
            ActivationTokens tokens,
            StaffLetters letters,
            ActivationProcess process,
            Outbox outbox,
            Rights rights,
            Policy policy,
            Parameters parameters,
            History history,
            Signals signals,
            Attempts attempts,
            Clock clock) {
        this.employees = employees;
        this.tokens = tokens;
        this.letters = letters;
        this.process = process;
        this.outbox = outbox;
        this.rights = rights;
        this.policy = policy;
        this.parameters = parameters;
        this.history = history;
        this.signals = signals;
        this.attempts = attempts;
        this.clock = clock;
    }

    // For administrators.

    /** How far the person has come in; empty for somebody who never was invited, and for those who may not see employees. */
    @Transactional(readOnly = true)
    public Optional<Invitation> invitation(String login) {
        return policy.may(Section.EMPLOYEES, Action.VIEW)
                ? tokens.newestInvitation(login).map(this::invitation)
                : Optional.empty();
    }

    private Invitation invitation(Token token) {
        return new Invitation(
                state(token),
                token.letterCount(),
                token.sentTo(),
                token.createdAt(),
                token.expiresAt(),
                token.openedAt(),
                token.usedAt());
    }

    private InvitationState state(Token token) {
        if (token.usedAt() != null) {
            return InvitationState.ACTIVATED;
        }
        if (token.employeeState() == EmployeeState.LEFT) {
            return InvitationState.WITHDRAWN;
        }
        if (!token.expiresAt().isAfter(clock.instant())) {
            return InvitationState.EXPIRED;
        }
        if (token.openedAt() != null) {
            return InvitationState.OPENED;
        }
        if (token.undeliveredAt() != null) {
            return InvitationState.NOT_DELIVERED;
        }
        var isSent = token.letter() != null
                && outbox.byNumber(token.letter())
                        .filter(letter -> letter.state() == OutgoingLetter.State.SENT)
                        .isPresent();
        return isSent ? InvitationState.SENT : InvitationState.QUEUED;
    }

    /** Sends a letter with a new link; the one before stops working. Refused when the account is active already. */
    public void sendAgain(String login) {
        attempts.run(() -> {
            policy.require(Section.EMPLOYEES, Action.CHANGE);
            rights.requireMayManage(login);
            invited(login);
            process.letterWanted(login);
        });
    }

    /** Corrects a mistyped address and sends a letter there; the link that went to the wrong one stops working (E80). */
    public void correctAddress(String login, String email) {
        attempts.run(() -> {
            employees.correctEmail(login, email);
            invited(login);
            process.letterWanted(login);
        });
    }

    // The page of the link. Whoever has the link is the person; nobody is signed in.

    /** What the link is good for; looking changes nothing. */
    @Transactional(readOnly = true)
    public PersonalLink find(String token) {
        return tokens.find(token).map(this::link).orElse(PersonalLink.UNKNOWN);
    }

    /** The same, noting for administrators that the page was opened. Never activates: machines open links too (E80). */
    public PersonalLink open(String token) {
        return attempts.inTransaction(() -> {
            var found = tokens.find(token);
            found.filter(row -> row.state(clock.instant()) == LinkState.LIVE && tokens.open(row.id(), clock.instant()))
                    .ifPresent(row -> signals.say(Employees.caseKey(row.login())));
            return found.map(this::link).orElse(PersonalLink.UNKNOWN);
        });
    }

    private PersonalLink link(Token token) {
        var state = token.state(clock.instant());
        return state == LinkState.LIVE
                ? new PersonalLink(state, token.purpose(), token.login(), token.name())
                : new PersonalLink(state, token.purpose(), "", "");
    }

    /**
     * Sets the password by the link and uses the link up; an invited person is active from then on. Refused when the link is dead, or with
     * the rule that the password breaks; then the link can still be used.
     *
     * @return the login to sign in with
     */
    public String setPassword(String token, String password) {
        return attempts.inTransaction(() -> {
            var link = find(token);
            var row = tokens.find(token).filter(found -> link.isLive()).orElseThrow(link::refusal);
            // First the row of the person, then the link: everybody locks in this order.
            if (row.purpose() == LinkPurpose.ACTIVATION) {
                employees.activate(row.login(), password);
            } else {
                employees.resetPassword(row.login(), password);
            }
            if (!tokens.use(row.id(), clock.instant())) {
                throw find(token).refusal();
            }
            if (row.purpose() == LinkPurpose.ACTIVATION) {
                process.activated(row.login());
            }
            return row.login();
        });
    }

    // Steps of the process.

    /** Sends a letter with a new link. */
    public void sendLetter(String login) {
        var person = invited(login);
        settle(login);
        var letter = letters.post(person, LinkPurpose.ACTIVATION, parameters.duration(Parameter.ACTIVATION_LINK_LIFE));
        history.tell(new History.Change(Employees.caseKey(login), "activationLetter")
                .because(person.email() + " (" + letter + ")"));
    }

    /** The link has not been used in time. */
    public void markExpired(String login) {
        tokens.newestInvitation(login).ifPresent(token -> tokens.expire(token.id(), clock.instant()));
        history.tell(new History.Change(Employees.caseKey(login), "activationExpired"));
    }

    /** The newest letter did not arrive; its link works all the same, should it have arrived. */
    public void markUndelivered(String login) {
        tokens.newestInvitation(login).ifPresent(token -> {
            tokens.undelivered(token.id(), clock.instant());
            history.tell(new History.Change(Employees.caseKey(login), "activationUndelivered").because(token.sentTo()));
        });
    }

    /** Puts another address in the place of a mistyped one. */
    public void correct(String login, String email) {
        employees.correctEmail(login, email);
    }

    /** Takes the invitation back: the link is dead, the mail is free for another, the login is not. */
    public void withdraw(String login) {
        employees.withdraw(login);
        settle(login);
        tokens.lock(login).ifPresent(person -> tokens.kill(person.id(), LinkPurpose.ACTIVATION, clock.instant()));
    }

    /** What became of the letter before is no longer a problem. */
    private void settle(String login) {
        tokens.newestInvitation(login)
                .flatMap(token -> Optional.ofNullable(token.letter()))
                .ifPresent(outbox::abandon);
    }

    private Person invited(String login) {
        var person = tokens.lock(login).orElseThrow(() -> new Refusal("staff.unknownEmployee", login));
        if (person.state() != EmployeeState.INVITED) {
            throw new Refusal("staff.notInvited", person.name());
        }
        return person;
    }
}
