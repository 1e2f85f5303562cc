package otklik.customers.ui;

import static otklik.ui.Texts.t;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyState;
import otklik.customers.PlannedActivities.Planned;
import otklik.security.Accounts;
import otklik.ui.Parts.Tone;
import otklik.ui.Texts;

/** A company in the list, with all that is planned with it. Two rows of one company are the same. */
record CompanyRow(CompanyCard company, List<Planned> planned) {
    /** What a row is judged by, the same for the whole page. */
    record Now(Texts texts, Clock clock, Instant cycle, Accounts accounts) {}

    /** A state by its colour and its words. */
    record Mark(Tone tone, String words) {
        String css() {
            return tone.name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CompanyRow row && row.company.number().equals(company.number());
    }

    @Override
    public int hashCode() {
        return company.number().hashCode();
    }

    boolean isRefused(Now now) {
        var refused = company.cycleRefusedAt();
        return refused != null && !refused.isBefore(now.cycle());
    }

    /** In work, and nobody has talked with it in this cycle (S2.31). */
    boolean isNotContacted(Now now) {
        var last = company.lastContactAt();
        return company.form().inWork()
                && company.state() == CompanyState.ACTIVE
                && !isRefused(now)
                && (last == null || last.isBefore(now.cycle()));
    }

    boolean isIdle() {
        return company.openActivities() == 0;
    }

    /** The worst that is to be said of what is to be done: what is late, then what nobody has begun, then what comes next. */
    Mark worst(Now now) {
        var due = company.nextDue();
        if (due != null && now.texts().isPast(due)) {
            return new Mark(Tone.LATE, "▲ " + now.texts().until(due) + ": " + title());
        }
        if (isNotContacted(now)) {
            return new Mark(Tone.LATE, "▲ " + t(isIdle() ? "customers.list.notYetIdle" : "customers.list.notYet"));
        }
        return isIdle() ? new Mark(Tone.NONE, t("customers.list.nothing")) : next(now);
    }

    /** What comes next. */
    private Mark next(Now now) {
        var due = company.nextDue();
        if (due == null) {
            return new Mark(Tone.PLAN, "○ " + title());
        }
        var zone = now.texts().zone();
        var isToday = due.atZone(zone)
                .toLocalDate()
                .equals(now.clock().instant().atZone(zone).toLocalDate());
        var moment = now.texts().moment(due);
        return isToday
                ? new Mark(Tone.TODAY, "◆ " + t("customers.list.today", moment, title()))
                : new Mark(Tone.PLAN, "○ " + moment + ": " + title());
    }

    /** What comes next, where something worse stands before it. */
    @Nullable
    Mark beside(Now now) {
        var due = company.nextDue();
        return isIdle() || !isNotContacted(now) || due != null && now.texts().isPast(due) ? null : next(now);
    }

    /** How many more there are than the one that is shown. */
    String more() {
        return company.openActivities() > 1 ? "+" + (company.openActivities() - 1) : "";
    }

    /** All of them, a line each, and how many more there are. */
    String all(Now now) {
        var lines = planned.stream()
                .map(one -> now.texts().moment(one.due()) + " · " + one.title()
                        + (one.responsible() == null
                                ? ""
                                : " · " + now.accounts().nameOf(one.responsible())))
                .collect(Collectors.joining("\n"));
        var left = company.openActivities() - planned.size();
        return left > 0 ? lines + "\n+" + left : lines;
    }

    /** Where it stands in this cycle. */
    @Nullable
    Mark inCycle(Now now) {
        if (company.state() == CompanyState.DO_NOT_DISTURB) {
            return new Mark(Tone.NONE, t(company.state()));
        }
        if (isRefused(now)) {
            return new Mark(Tone.NONE, t("customers.list.refused"));
        }
        if (!company.form().inWork()) {
            return new Mark(Tone.NONE, t("customers.list.outOfWork"));
        }
        return isNotContacted(now)
                ? new Mark(Tone.LATE, t("customers.list.notYet"))
                : new Mark(Tone.OK, t("customers.list.contacted"));
    }

    private String title() {
        var title = company.nextTitle();
        return title == null ? t("customers.list.activity") : title;
    }
}
