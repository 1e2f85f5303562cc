package otklik.requests;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import otklik.kernel.Refusal;
import otklik.notices.Notices;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/** Colleagues named in notes: {@code @olga} is told of it, if she may see the request. */
@Service
public class Mentions {
    private static final Pattern MENTION = Pattern.compile("(?<![\\w@.])@([a-z0-9]+)(?![\\w@])");
    private static final String PATH = "communications/";

    private final Accounts accounts;
    private final Policy policy;
    private final Notices notices;

    Mentions(Accounts accounts, Policy policy, Notices notices) {
        this.accounts = accounts;
        this.policy = policy;
        this.notices = notices;
    }

    /** The colleagues who may see the request and so can be named, by name. */
    public List<Account> candidates(RequestCard request) {
        var writer = CurrentUser.login().orElse("");
        return accounts.all().stream()
                .filter(account -> account.active() && !account.login().equals(writer))
                .filter(account -> sees(account.login(), request.manager(), request.queue()))
                .toList();
    }

    /** The text with names in the place of logins, for reading. */
    public String readable(String text) {
        return MENTION.matcher(text)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(accounts.byLogin(found.group(1))
                        .map(account -> "@" + account.name())
                        .orElse(found.group())));
    }

    /** Tells everybody who is named, once; refused when one of them may not see the request. */
    void tell(Request request, String text) {
        var writer = CurrentUser.login().orElse("");
        MENTION.matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .filter(login -> !login.equals(writer))
                .flatMap(login -> accounts.byLogin(login).filter(Account::active).stream())
                .forEach(account -> {
                    if (!sees(account.login(), request.manager(), request.queue())) {
                        throw new Refusal("requests.mention.cannotSee", account.name(), request.number());
                    }
                    notices.tell(account.login(), "mention", request.number(), PATH + request.number(), readable(text));
                });
    }

    private boolean sees(
            String login,
            @org.jspecify.annotations.Nullable String manager,
            @org.jspecify.annotations.Nullable String queue) {
        return policy.may(login, Section.REQUESTS, Action.VIEW, manager, queue);
    }
}
