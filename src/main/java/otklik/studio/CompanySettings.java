package otklik.studio;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import otklik.engine.Attempts;
import otklik.engine.CompanyCalendar;
import otklik.engine.SettingReaders;
import otklik.history.Event;
import otklik.history.History;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Parameters.Entry;
import otklik.kernel.Refusal;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * The company's settings and its calendar, for those with rights in the section "settings": reading, changing, taking back. Each change is a line of history under
 * {@code setting:<key>}, days of the calendar under {@code setting:calendar}. Anybody else is refused.
 */
@Service
public class CompanySettings {
    /** Days that are pasted at once: the holidays of some years. */
    private static final int MOST_LINES = 400;

    private static final int LONGEST_NOTE = 200;
    static final String CASE = "setting:";
    private static final String CALENDAR = CASE + "calendar";

    private static final Pattern LINE = Pattern.compile("(\\S+)(?:\\s+(\\+))?(?:\\s+(.*))?");
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT),
            DateTimeFormatter.ofPattern("d.M.uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT));
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2100, 12, 31);

    private final Parameters parameters;
    private final CompanyCalendar calendar;
    private final SettingReaders readers;
    private final History history;
    private final Accounts accounts;
    private final Attempts attempts;
    private final Policy policy;

    CompanySettings(
            Parameters parameters,
            CompanyCalendar calendar,
            SettingReaders readers,
            History history,
            Accounts accounts,
            Attempts attempts,
            Policy policy) {
        this.policy = policy;
        this.parameters = parameters;
        this.calendar = calendar;
        this.readers = readers;
        this.history = history;
        this.accounts = accounts;
        this.attempts = attempts;
    }

    /** All settings in the order of the catalogue. */
    public List<Entry> all() {
        requireMay(Action.VIEW);
        return parameters.all();
    }

    /** The diagrams that name a setting, in the reader's language. */
    public Map<Parameter, List<SettingReaders.Reader>> readers(Locale locale) {
        requireMay(Action.VIEW);
        return readers.all(locale);
    }

    /**
     * Changes a setting.
     *
     * @param seen the version of the setting that the person looks at
     * @throws Refusal when the text is no value of it, or somebody has changed it meanwhile to something else: then the text says both
     *     values, and whoever saves again with the version of {@link #find} replaces it
     */
    public Entry change(Parameter parameter, String text, long seen) {
        return set(parameter, text, seen);
    }

    /** Takes the setting back to its default. */
    public Entry reset(Parameter parameter, long seen) {
        return set(parameter, null, seen);
    }

    public Entry find(Parameter parameter) {
        requireMay(Action.VIEW);
        return parameters.find(parameter);
    }

    private Entry set(Parameter parameter, @Nullable String text, long seen) {
        var who = requireMay(Action.CHANGE);
        return attempts.inTransaction(() -> {
            Entry before;
            try {
                before = parameters.set(parameter, text, seen, who);
            } catch (Parameters.Outdated outdated) {
                throw changedMeanwhile(outdated.now(), text);
            }
            var now = parameters.find(parameter);
            if (now.version() != before.version()) {
                history.tell(
                        new History.Change(CASE + parameter.key(), text == null ? "settingReset" : "settingChanged")
                                .from(parameter.write(before.value()), parameter.write(now.value())));
            }
            return now;
        });
    }

    private Refusal changedMeanwhile(Entry now, @Nullable String text) {
        var parameter = now.parameter();
        return new Refusal(
                "studio.settings.changedMeanwhile",
                parameter,
                accounts.nameOf(String.valueOf(now.changedBy())),
                parameter.shown(now.value()),
                parameter.shown(text == null ? now.byDefault() : parameter.read(text)));
    }

    /** The last changes of a setting, the newest first. */
    public List<Event> history(Parameter parameter, int limit) {
        requireMay(Action.VIEW);
        return history.of(CASE + parameter.key(), 0, limit);
    }

    /** The last changes of the calendar, the newest first. */
    public List<Event> historyOfCalendar(int limit) {
        requireMay(Action.VIEW);
        return history.of(CALENDAR, 0, limit);
    }

    /** The years that have exceptions, the earliest first. */
    public List<Integer> years() {
        requireMay(Action.VIEW);
        return calendar.years();
    }

    /** The exceptions of a year, the earliest first. */
    public List<CompanyCalendar.Day> days(int year) {
        requireMay(Action.VIEW);
        return calendar.between(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    }

    /** Adds one exception; refused when the day is one already. */
    public void addDay(@Nullable LocalDate date, boolean working, String note) {
        requireMay(Action.CHANGE);
        if (date == null) {
            throw new Refusal("studio.calendar.noDate");
        }
        var day = day(date, working, note);
        attempts.run(() -> {
            parameters.line();
            calendar.find(date).ifPresent(there -> {
                throw new Refusal("studio.calendar.isThere", date.toString(), kind(there.working()));
            });
            put(day, null);
        });
    }

    /** Takes one exception away; refused when it is gone already. */
    public void removeDay(LocalDate date) {
        requireMay(Action.CHANGE);
        attempts.run(() -> {
            parameters.line();
            var there = calendar.find(date).orElseThrow(() -> new Refusal("studio.calendar.gone", date.toString()));
            calendar.remove(date);
            history.tell(new History.Change(CALENDAR, "calendarDayRemoved").from(words(there), null));
        });
    }

    /**
     * Adds many exceptions at once, replacing those of the same days: all of them or none.
     *
     * @param text a line for each day: date ({@code 2028-01-01} or {@code 01.01.2028}), a plus sign if it is a working day, a note
     * @return how many days are other than before
     */
    public int pasteDays(String text) {
        requireMay(Action.CHANGE);
        var days = parse(text);
        return attempts.inTransaction(() -> {
            parameters.line();
            var before = calendar
                    .between(days.get(0).date(), days.get(days.size() - 1).date())
                    .stream()
                    .collect(Collectors.toMap(CompanyCalendar.Day::date, Function.identity()));
            int changed = 0;
            for (var day : days) {
                var there = before.get(day.date());
                if (!day.equals(there)) {
                    put(day, there);
                    changed++;
                }
            }
            return changed;
        });
    }

    private void put(CompanyCalendar.Day day, CompanyCalendar.@Nullable Day there) {
        calendar.put(day);
        history.tell(
                new History.Change(CALENDAR, "calendarDaySet").from(there == null ? null : words(there), words(day)));
    }

    private static List<CompanyCalendar.Day> parse(String text) {
        var days = new TreeMap<LocalDate, CompanyCalendar.Day>();
        var lines = text.lines().toList();
        for (int number = 1; number <= lines.size(); number++) {
            var line = lines.get(number - 1).strip();
            if (line.isEmpty()) {
                continue;
            }
            var parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new Refusal("studio.calendar.wrongLine", number, cut(line));
            }
            var date = date(parts.group(1), number, line);
            if (days.put(date, day(date, parts.group(2) != null, parts.group(3) == null ? "" : parts.group(3)))
                    != null) {
                throw new Refusal("studio.calendar.twice", number, date.toString());
            }
            if (days.size() > MOST_LINES) {
                throw new Refusal("studio.calendar.tooMany", MOST_LINES);
            }
        }
        if (days.isEmpty()) {
            throw new Refusal("studio.calendar.nothing");
        }
        return new ArrayList<>(days.values());
    }

    private static LocalDate date(String text, int number, String line) {
        for (var format : DATES) {
            try {
                return LocalDate.parse(text, format);
            } catch (DateTimeException other) {
                // Perhaps it is written the other way.
            }
        }
        throw new Refusal("studio.calendar.wrongLine", number, cut(line));
    }

    private static CompanyCalendar.Day day(LocalDate date, boolean working, String note) {
        if (date.isBefore(EARLIEST) || date.isAfter(LATEST)) {
            throw new Refusal("studio.calendar.farAway", date.toString(), EARLIEST.toString(), LATEST.toString());
        }
        var stripped = note.strip();
        if (stripped.length() > LONGEST_NOTE) {
            throw new Refusal("studio.calendar.longNote", date.toString(), LONGEST_NOTE);
        }
        return new CompanyCalendar.Day(date, working, stripped.isEmpty() ? null : stripped);
    }

    private static String words(CompanyCalendar.Day day) {
        return day.date() + (day.working() ? " +" : "") + (day.note() == null ? "" : " " + day.note());
    }

    private static Refusal.Word kind(boolean working) {
        return locale -> Refusal.text(working ? "studio.calendar.workingDay" : "studio.calendar.dayOff", locale);
    }

    private static String cut(String line) {
        return line.length() <= 40 ? line : line.substring(0, 40) + "…";
    }

    /** The login of the person who asks; refused when he has not the right. */
    private String requireMay(Action action) {
        policy.require(Section.SETTINGS, action);
        return CurrentUser.login().orElseThrow(() -> new Refusal("studio.settings.notAllowed"));
    }
}
