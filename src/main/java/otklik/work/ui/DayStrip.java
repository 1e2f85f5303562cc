package otklik.work.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import otklik.ui.Parts;
import otklik.ui.Texts;
import otklik.work.Capacity;
import otklik.work.DayLoad;
import otklik.work.DayOffer;

/**
 * Ten days of a person, how full each is, and the nearest moment that fits (S3.24). A day is chosen with one press; who may go over the limit
 * is asked why.
 */
public final class DayStrip extends Div {
    private static final int FULL = 100;
    private static final int NEARLY = 80;

    private final transient Capacity capacity;
    private final transient Texts texts;
    private final transient @Nullable Consumer<Instant> choose;
    private final Div nearest = Parts.row("strip-nearest");
    private final Div days = Parts.row("strip-days");
    private final TextField reason = new TextField(t("work.strip.reason"));

    /** @param choose run with the moment that was chosen; none to show the days only */
    public DayStrip(Capacity capacity, Texts texts, @Nullable Consumer<Instant> choose) {
        this.capacity = capacity;
        this.texts = texts;
        this.choose = choose;
        addClassName("strip");
        days.getElement().setAttribute("role", "group");
        reason.setMaxLength(Capacity.LONGEST_REASON);
        reason.setWidthFull();
        reason.setHelperText(t("work.strip.reason.help"));
        reason.setVisible(false);
        add(nearest, days, reason);
        setVisible(false);
    }

    /**
     * Shows the days of a person.
     *
     * @param login none where nobody is chosen: nothing is shown
     * @param zone of the client; none where it is ours
     * @param wished when it is to be; none for the nearest moment
     */
    public void show(@Nullable String login, @Nullable ZoneId zone, @Nullable Instant wished) {
        setVisible(login != null);
        if (login == null) {
            return;
        }
        var there = zone == null ? texts.zone() : zone;
        var offers = capacity.offers(login, there, wished == null ? Instant.EPOCH : wished, null);
        days.removeAll();
        var date = wished == null
                ? null
                : wished.atZone(offers.get(0).load().zone()).toLocalDate();
        days.getElement().setAttribute("aria-label", t("work.strip.label"));
        offers.forEach(offer -> days.add(day(offer, date)));
        showNearest(offers, there, date);
        var chosen = offers.stream()
                .map(DayOffer::load)
                .filter(load -> load.date().equals(date))
                .findFirst();
        var isFull = chosen.filter(load -> !load.hasRoom(java.time.Duration.ZERO)
                        || !load.working().isZero() && load.percent() >= FULL)
                .isPresent();
        reason.setVisible(isFull && capacity.mayExceed(login));
        if (!reason.isVisible()) {
            reason.clear();
        }
    }

    /** Why it goes over the limit; none where nobody has said so. */
    public @Nullable String reason() {
        return reason.isVisible() && !reason.getValue().isBlank() ? reason.getValue() : null;
    }

    private void showNearest(List<DayOffer> offers, ZoneId there, @Nullable LocalDate date) {
        nearest.removeAll();
        var first = offers.stream().filter(offer -> offer.at() != null).findFirst();
        if (first.isEmpty()) {
            nearest.add(Parts.text("muted", t("work.strip.none", Capacity.STRIP)));
            return;
        }
        var offer = first.get();
        var at = Optional.ofNullable(offer.at()).orElseThrow();
        if (offer.load().date().equals(date)) {
            nearest.add(Parts.text(
                    "muted", t("work.strip.fits", texts.date(offer.load().date()))));
            return;
        }
        var words = t("work.strip.nearest", texts.moment(at)) + there(at, there);
        if (choose == null) {
            nearest.add(Parts.text("muted", words));
            return;
        }
        var button = new NativeButton(words, click -> choose(at));
        button.addClassName("chip");
        nearest.add(button);
    }

    private void choose(Instant at) {
        if (choose != null) {
            choose.accept(at);
        }
    }

    private String there(Instant at, ZoneId zone) {
        return at.atZone(zone).getOffset().equals(at.atZone(texts.zone()).getOffset())
                ? ""
                : " · "
                        + t(
                                "work.strip.there",
                                at.atZone(zone).format(DateTimeFormatter.ofPattern("d MMM, HH:mm", Texts.locale())));
    }

    private NativeButton day(DayOffer offer, @Nullable LocalDate chosen) {
        var load = offer.load();
        var locale = Texts.locale();
        var at = offer.at();
        var fill = new Span();
        fill.addClassName("strip-fill");
        fill.getStyle().set("height", Math.min(FULL, load.percent()) + "%");
        var well = new Span(fill);
        well.addClassName("strip-well");
        var name = Parts.text(
                "strip-name",
                load.date().getDayOfWeek().getDisplayName(TextStyle.SHORT_STANDALONE, locale) + " "
                        + load.date().getDayOfMonth());
        var count = Parts.text("strip-count", word(load));
        var button = new NativeButton("", click -> {
            if (at != null) {
                choose(at);
            }
        });
        button.add(name, well, count);
        button.addClassNames("strip-day", tone(load));
        button.setEnabled(choose != null && at != null || load.date().equals(chosen));
        button.getElement()
                .setAttribute("aria-pressed", String.valueOf(load.date().equals(chosen)));
        var full = full(load);
        button.setTitle(full);
        button.setAriaLabel(full);
        return button;
    }

    private static String tone(DayLoad load) {
        if (load.off() != null) {
            return "off";
        }
        return load.percent() >= FULL ? "late" : load.percent() >= NEARLY ? "today" : "ok";
    }

    /** By colour and by word. */
    private static String word(DayLoad load) {
        var off = load.off();
        if (off != null) {
            return t("work.strip.off." + off.name());
        }
        return load.percent() >= FULL ? t("work.strip.full") : load.percent() + " %";
    }

    private String full(DayLoad load) {
        return texts.date(load.date()) + ": "
                + (load.off() == null ? "" : t(load.off()) + ". ")
                + t(
                        "work.strip.day",
                        load.pieces(),
                        load.limit(),
                        load.booked().toMinutes(),
                        load.working().toMinutes(),
                        load.percent());
    }
}
