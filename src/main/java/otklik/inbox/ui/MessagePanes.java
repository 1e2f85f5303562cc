package otklik.inbox.ui;

import static otklik.ui.Texts.t;

import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import otklik.customers.CompanyContacts;
import otklik.customers.People;
import otklik.inbox.MessageDrafts;
import otklik.inbox.Messages;
import otklik.mail.Letters;
import otklik.mail.Outbox;
import otklik.requests.Requests;
import otklik.requests.Workload;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.sources.Items;
import otklik.sources.Sources;
import otklik.staff.FirstMessageGrants;
import otklik.ui.Texts;
import otklik.work.WorkItems;

/** Makes the pane of a message: what it needs of other modules is gathered here. */
@Component
record MessagePanes(
        Messages messages,
        MessageDrafts drafts,
        Requests requests,
        Workload workload,
        People people,
        CompanyContacts contacts,
        Policy policy,
        WorkItems work,
        Letters letters,
        Sources sources,
        Items items,
        Accounts accounts,
        FirstMessageGrants grants,
        Texts texts,
        Clock clock,
        MessageGroupPart group) {
    private static final Duration AT_ONCE = Duration.ofMinutes(1);

    MessagePane pane(Consumer<String> afterDecision, Runnable nextFree) {
        return new MessagePane(this, afterDecision, nextFree);
    }

    /** Names of sources as people call them, by key. */
    Map<String, String> sourceNames() {
        return sources.names();
    }

    /** Name of a source that stands in no list of sources any more, or not yet: the mail's word, else the key. */
    static String unnamed(String key) {
        return key.equals(Outbox.MAIL) ? t("inbox.source.mail") : key;
    }

    /** To whom the person may give a request now, with their load. */
    Receivers receivers() {
        var managers = requests.managersToOpenFor();
        var loads = workload.of(managers.stream().map(Account::login).toList());
        var all = new ArrayList<Receiver>();
        managers.forEach(manager -> all.add(new Receiver(manager.login(), manager.name(), loads.get(manager.login()))));
        requests.teamsToOpenFor().forEach(team -> all.add(new Receiver(team.id(), String.valueOf(team.name()), null)));
        return new Receivers(all);
    }

    /** When the manager will get to one more. */
    String hour(Workload.Load load) {
        var free = load.free();
        if (load.away()) {
            return t("inbox.load.away");
        }
        if (free == null) {
            return t("inbox.load.unknown");
        }
        return free.isAfter(clock.instant().plus(AT_ONCE))
                ? t("inbox.load.by", texts.moment(free))
                : t("inbox.load.atOnce");
    }

    /** How that hour is counted. */
    String formula(Workload.Load load) {
        var figures = NumberFormat.getNumberInstance(Texts.locale());
        figures.setMaximumFractionDigits(1);
        return t(
                load.ownPace() ? "inbox.load.formula" : "inbox.load.formula.common",
                load.waiting(),
                figures.format(load.perHour()),
                load.answers(),
                Workload.DAYS,
                figures.format(load.workingHours()));
    }

    boolean mayOpenPeople() {
        return policy.may(Section.COMPANIES, Action.VIEW);
    }
}
