package otklik.requests.ui;

import static otklik.ui.Texts.t;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.mail.Outbox;
import otklik.requests.RequestCard;
import otklik.requests.Responses;
import otklik.security.Accounts;
import otklik.ui.Parts;
import otklik.ui.Texts;
import otklik.work.WorkItem;

/** A request as a list and the board show it: with the task that is open in it and how its client waits. */
record RequestRow(RequestCard request, @Nullable WorkItem task, Responses.@Nullable Standing standing, String channel) {
    private static final Duration SOON = Duration.ofHours(2);

    /** What goes with a page of requests, asked once for all of them. */
    static List<RequestRow> of(List<RequestCard> requests, RequestPages parts) {
        var numbers = requests.stream().map(RequestCard::number).collect(Collectors.toList());
        var tasks = parts.work().ofCases(numbers);
        Map<String, Responses.Standing> standings = parts.responses().of(numbers);
        var sources = parts.sources().names();
        return requests.stream()
                .map(request -> new RequestRow(
                        request,
                        tasks.getOrDefault(request.number(), List.of()).stream()
                                .findFirst()
                                .orElse(null),
                        standings.get(request.number()),
                        request.channel().equals(Outbox.MAIL) ? "" : RequestWords.channel(request.channel(), sources)))
                .toList();
    }

    private @Nullable Instant due() {
        return task == null ? null : task.due();
    }

    Parts.Tone tone(Texts texts) {
        var due = due();
        if (due != null && texts.isPast(due)) {
            return Parts.Tone.LATE;
        }
        return switch (request.status()) {
            case REPLY_RECEIVED, LATE_REPLY, ASSIGNED ->
                due == null || request.warned() || texts.isWithin(due, SOON) ? Parts.Tone.TODAY : Parts.Tone.PLAN;
            default -> RequestWords.tone(request.status());
        };
    }

    String state(Texts texts) {
        var due = due();
        return switch (request.status()) {
            case REPLY_RECEIVED, ASSIGNED ->
                due == null ? t(request.status()) : t("requests.replyDue", texts.until(due));
            default -> t(request.status());
        };
    }

    String last() {
        return (request.lastFromClient() ? "" : t("requests.us") + " ") + request.lastMessage();
    }

    /** Who has it, over which channel, and how the client waits. */
    String meta(Accounts accounts) {
        var meta = new StringBuilder(RequestWords.response(standing));
        append(meta, request.manager() == null ? "" : RequestWords.holder(request, accounts));
        append(meta, channel);
        return meta.toString();
    }

    private static void append(StringBuilder meta, String part) {
        if (!part.isEmpty()) {
            meta.append(meta.isEmpty() ? "" : " · ").append(part);
        }
    }

    String formula(Texts texts, Clock clock) {
        return RequestWords.formula(standing, texts, clock.instant());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RequestRow row && row.request.number().equals(request.number());
    }

    @Override
    public int hashCode() {
        return request.number().hashCode();
    }
}
