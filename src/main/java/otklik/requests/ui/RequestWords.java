package otklik.requests.ui;

import static otklik.ui.Texts.t;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import otklik.mail.Outbox;
import otklik.requests.Ball;
import otklik.requests.RequestCard;
import otklik.requests.RequestStatus;
import otklik.requests.ResponseTime;
import otklik.requests.Responses;
import otklik.security.Accounts;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** States and times of requests in words and tones, the same on the list, the board and the page. */
final class RequestWords {
    private RequestWords() {}

    static Parts.Tone tone(RequestStatus status) {
        return switch (status) {
            case MANAGER_SILENT -> Parts.Tone.LATE;
            case NEW, ASSIGNED, REPLY_RECEIVED, LATE_REPLY -> Parts.Tone.TODAY;
            case WON -> Parts.Tone.OK;
            case WAITING_FOR_CLIENT, LOST, CLOSED_SILENT, MERGED -> Parts.Tone.PLAN;
        };
    }

    static Parts.Tone tone(Ball ball) {
        return ball == Ball.MANAGER ? Parts.Tone.TODAY : Parts.Tone.PLAN;
    }

    /** "mail", or the source by its name; by its key where nobody knows it any more. */
    static String channel(String channel, Map<String, String> sources) {
        return channel.equals(Outbox.MAIL) ? t("requests.channel.mail") : sources.getOrDefault(channel, channel);
    }

    /** Who has the request: a manager, a team's queue, or the common stream. */
    static String holder(RequestCard request, Accounts accounts) {
        if (request.manager() != null) {
            return accounts.nameOf(String.valueOf(request.manager()));
        }
        return Optional.ofNullable(request.queue())
                .flatMap(accounts::group)
                .map(group -> String.valueOf(group.name()))
                .orElseGet(() -> t("requests.anybody"));
    }

    /** An amount of time to the minute: "1 h 15 min". */
    static String amount(Duration duration) {
        if (duration.toMinutes() < 1) {
            return t("requests.response.lessThanAMinute");
        }
        return duration.toHours() == 0
                ? t("ui.minutes", duration.toMinutes())
                : duration.toMinutesPart() == 0
                        ? t("ui.hours", String.valueOf(duration.toHours()))
                        : t("requests.response.hours", String.valueOf(duration.toHours()), duration.toMinutesPart());
    }

    /** How the client waits, or how fast the last answer was; empty before both. */
    static String response(Responses.@Nullable Standing standing) {
        if (standing == null) {
            return "";
        }
        var waiting = standing.waiting();
        if (waiting != null) {
            return t("requests.response.waits", amount(waiting));
        }
        var last = standing.last();
        return last == null ? "" : t("requests.response.answered", amount(last.working()));
    }

    /** How the figure came about: from when to when, in working time and by the clock. */
    static String formula(Responses.@Nullable Standing standing, Texts texts, Instant now) {
        if (standing == null) {
            return "";
        }
        var asked = standing.askedAt();
        var waiting = standing.waiting();
        if (asked != null && waiting != null) {
            return t(
                    "requests.response.formula.waits",
                    texts.fullMoment(asked),
                    amount(waiting),
                    amount(Duration.between(asked, now)));
        }
        var last = standing.last();
        return last == null ? "" : formula(last, texts);
    }

    static String formula(ResponseTime answer, Texts texts) {
        return t(
                "requests.response.formula",
                texts.fullMoment(answer.askedAt()),
                texts.fullMoment(answer.answeredAt()),
                amount(answer.working()),
                amount(answer.elapsed()));
    }
}
