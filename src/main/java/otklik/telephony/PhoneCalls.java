package otklik.telephony;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * The calls of the company. Ordering one writes a line into the ledger in the caller's transaction and nothing else; it is dialled after the
 * commit, once. A person acts on his own calls, and on those of others as far as his rights to change calls reach.
 */
@Service
public class PhoneCalls {
    /** Topic of every change of a call. */
    public static final String TOPIC = "calls";

    /** Keys of calls that a person has ordered by a click begin with it. */
    public static final String CLICK = "click/";

    /** So many calls a list shows; who looks for older ones says from which days. */
    public static final int MOST_LISTED = 10_000;

    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{4,14}");

    private final CallRows rows;
    private final CallBook book;
    private final DialRelay relay;
    private final Lines lines;
    private final Parameters parameters;
    private final Policy policy;

    PhoneCalls(CallRows rows, CallBook book, DialRelay relay, Lines lines, Parameters parameters, Policy policy) {
        this.rows = rows;
        this.book = book;
        this.relay = relay;
        this.lines = lines;
        this.parameters = parameters;
        this.policy = policy;
    }

    /** Topic of the calls of a person. */
    public static String topic(String login) {
        return "calls:" + login;
    }

    /**
     * Writes the call down in the current transaction.
     *
     * @return the call; where one with the same key exists already, that one, unchanged: nobody is called twice for one wish
     */
    public PhoneCall order(CallOrder order) {
        if (!E164.matcher(order.number()).matches()) {
            throw new Refusal("telephony.wrongNumber", order.number()).at("number");
        }
        policy.require(Section.CALLS, Action.CREATE, order.login(), null);
        return book.order(order);
    }

    /**
     * Calls a number for the person of the screen. Refused while he is in a call, and where the provider does not know his phone.
     *
     * @param number in E.164
     * @param caseKey what the call is about
     */
    public PhoneCall call(String number, @Nullable String caseKey) {
        var login = CurrentUser.login().orElseThrow();
        whyNot(login).ifPresent(why -> {
            throw why;
        });
        var live = rows.live(login);
        if (!live.isEmpty()) {
            throw new Refusal(
                    "telephony.inACall", PhoneNumbers.shown(live.get(0).number()));
        }
        return order(new CallOrder(
                CLICK + UUID.randomUUID(), login, number, caseKey, parameters.duration(Parameter.RING_TIME)));
    }

    /** Why nobody can call with the phone of this person; empty where he can. */
    public Optional<Refusal> whyNot(String login) {
        var provider = lines.active();
        return provider.namesPeople() || lines.extension(login).isPresent()
                ? Optional.empty()
                : Optional.of(new Refusal("telephony.noExtension"));
    }

    /** What went wrong with the call, for the person who calls. */
    public Optional<Refusal> problem(String key) {
        return rows.problemOf(key).map(CallProblem::words);
    }

    /** What went wrong in the provider's own words, by the id of the call; nothing for whoever may not look into the system. */
    public Map<Long, String> foreignProblems(Collection<PhoneCall> calls) {
        return policy.may(Section.SYSTEM, Action.VIEW)
                ? rows.foreignProblems(calls.stream().map(PhoneCall::id).toList())
                : Map.of();
    }

    /** Ends the call: cancels it where nobody has answered, else ends the talk. Nothing where it is over or does not exist. */
    public void hangUp(String key) {
        requireMay(key).ifPresent(call -> book.end(key, CallCause.CANCELLED, CallCause.ANSWERED));
    }

    /**
     * Ends the call where nobody has answered, by one decision under the lock of its line: an answer that comes at the same moment wins or
     * loses as a whole. Where it loses, the stray call is hung up and told in the history (E30).
     *
     * @param cause such as {@link CallCause#NO_ANSWER} or {@link CallCause#PROVIDER_SILENT}
     * @return whether it was ended by this; false: somebody has answered, or it was over before
     */
    public boolean giveUp(String key, CallCause cause) {
        return requireMay(key).isPresent() && book.giveUp(key, cause, null);
    }

    /**
     * A person says what the provider does not (E31): that he is talking, or that nobody is there. Refused where people are said to talk on
     * a call that is over.
     */
    public void say(String key, boolean isTalking) {
        requireMay(key).ifPresent(call -> {
            if (isTalking && !book.talk(key)) {
                throw new Refusal("telephony.isOver");
            }
            if (!isTalking) {
                book.end(key, CallCause.NO_ANSWER, CallCause.NO_ANSWER);
            }
        });
    }

    /** A person hears a machine: the call is hung up and ends with {@link CallCause#MACHINE}. Nothing where it is over. */
    public void machine(String key) {
        requireMay(key).ifPresent(call -> book.end(key, CallCause.MACHINE, CallCause.MACHINE));
    }

    /** Takes an incoming call that rings, where the provider lets it be taken on the screen; else nothing happens. */
    public void take(String key) {
        requireMay(key).filter(call -> call.direction() == Direction.INCOMING).ifPresent(relay::take);
    }

    /** Whether {@link #take} does anything for the call. */
    public boolean canTake(String key) {
        return rows.provider(key)
                .flatMap(lines::provider)
                .filter(PhoneProvider::canTake)
                .isPresent();
    }

    /** By its key. Rights are the caller's matter, as with all that is asked here but {@link #list} and {@link #count}. */
    public Optional<PhoneCall> find(String key) {
        return rows.byKey(key);
    }

    /** Calls of a case, the newest first. */
    public List<PhoneCall> ofCase(String caseKey, int offset, int limit) {
        return rows.ofCase(caseKey, offset, limit);
    }

    /** Calls from and to the numbers, the newest first. */
    public List<PhoneCall> ofNumbers(Collection<String> numbers, int limit) {
        return rows.ofNumbers(numbers, limit);
    }

    /** Calls of a person that are not over, the newest first; ten at most. */
    public List<PhoneCall> live(String login) {
        return rows.live(login);
    }

    /** Calls that the person of the screen may see, the newest first. */
    public List<PhoneCall> list(CallFilter filter, int offset, int limit) {
        return rows.page(filter, policy.reach(Section.CALLS, Action.VIEW), offset, limit);
    }

    /** How many calls {@link #list} has, {@link #MOST_LISTED} at most. */
    public int count(CallFilter filter) {
        return rows.count(filter, policy.reach(Section.CALLS, Action.VIEW), MOST_LISTED);
    }

    private Optional<PhoneCall> requireMay(String key) {
        var call = rows.byKey(key);
        call.filter(found -> found.login() == null
                        || !CurrentUser.login().map(found.login()::equals).orElse(true))
                .ifPresent(found -> policy.require(Section.CALLS, Action.CHANGE, found.login(), null));
        return call;
    }
}
