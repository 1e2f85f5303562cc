package otklik.activities.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import otklik.activities.FollowUp;
import otklik.calls.PromisedTime;
import otklik.customers.ClientZone;
import otklik.ui.Parts;
import otklik.ui.Texts;
import otklik.work.ui.DayStrip;

/** A moment by the clock of the client, with the quick choices beside it; the same moment by our clock is said below. */
class DueField extends Div implements HasValidation {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter THERE = DateTimeFormatter.ofPattern("d MMM, HH:mm");

    private final transient ActivityParts parts;
    private final ZoneId zone;
    private final DateTimePicker field;
    private @Nullable DayStrip strip;
    private @Nullable String person;

    /** Where the client is as far as is known, which may be by his phone only. */
    private transient ClientZone.Zone client;

    private boolean isCall;

    /** @param zone of the client; none where it is ours */
    DueField(ActivityParts parts, @Nullable ZoneId zone, String label) {
        this.parts = parts;
        this.zone = parts.zone(zone);
        this.client = new ClientZone.Zone(this.zone, ClientZone.Origin.COMPANY, List.of(this.zone));
        this.field = new DateTimePicker(label);
        field.setLocale(Texts.locale());
        field.setStep(Duration.ofMinutes(15));
        field.setWidthFull();
        field.setDatePickerI18n(Parts.date("").getI18n());
        field.setDateAriaLabel(label);
        field.setTimeAriaLabel(t("activities.time"));
        field.addValueChangeListener(change -> {
            say();
            look();
        });
        addClassName("due");
        add(field);
    }

    /** When something is due; whose clock it is stands there where they differ. */
    static DueField due(ActivityParts parts, @Nullable ZoneId zone) {
        var now = parts.clock().instant();
        var isOurs = zone == null
                || now.atZone(zone)
                        .getOffset()
                        .equals(now.atZone(parts.texts().zone()).getOffset());
        return new DueField(parts, zone, t(isOurs ? "activities.dueShort" : "activities.due")).withChoices();
    }

    /**
     * Says what the moment is where the client is, and warns where he may not be called then (E36).
     *
     * @param company number, {@code K-7}
     * @param whetherCall whether he is called
     */
    DueField promised(String company, @Nullable String person, boolean whetherCall) {
        client = parts.zones().of(company, person, null);
        isCall = whetherCall;
        say();
        return this;
    }

    DueField withChoices() {
        var chips = Parts.row("chips");
        for (var followUp : FollowUp.values()) {
            if (followUp != FollowUp.NONE) {
                var chip = new NativeButton(
                        t(followUp), click -> set(parts.followUps().due(followUp, zone)));
                chip.addClassName("chip");
                chips.add(chip);
            }
        }
        add(chips);
        return this;
    }

    /** With the days of whoever is to do it below, from which one chooses. */
    DueField withStrip() {
        strip = new DayStrip(parts.capacity(), parts.texts(), this::set);
        add(strip);
        return this;
    }

    /** Shows the days of this person; none where it lies in a queue. */
    void of(@Nullable String login) {
        person = login;
        look();
    }

    private void look() {
        if (strip != null) {
            strip.show(person, zone, get().orElse(null));
        }
    }

    /** Why it goes over the limit of the day; none where nobody has said so. */
    @Nullable
    String overLimit() {
        return strip == null ? null : strip.reason();
    }

    void set(Instant moment) {
        field.setValue(moment.atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES));
    }

    Optional<Instant> get() {
        return preview().map(PromisedTime.Preview::moment);
    }

    private Optional<PromisedTime.Preview> preview() {
        return Optional.ofNullable(field.getValue())
                .map(local -> parts.promises().of(local, zone, parts.texts().zone(), client));
    }

    private void say() {
        field.setHelperText(preview().map(this::words).orElse(""));
    }

    /** What the moment is by the other clock, whether the clocks are changed then, and whether the client may be called. */
    private String words(PromisedTime.Preview preview) {
        var words = new ArrayList<String>();
        if (!preview.spoken().getOffset().equals(preview.ours().getOffset())) {
            words.add(t("activities.ours", zone.getId(), parts.texts().moment(preview.moment())));
        } else if (preview.differs()) {
            words.add(t(
                    preview.isAssumed() ? "activities.promise.theirsAssumed" : "activities.promise.theirs",
                    there(preview.moment()),
                    client.id().getId()));
        }
        switch (preview.shift()) {
            case GAP ->
                words.add(t("activities.promise.gap", preview.spoken().format(TIME.withLocale(Texts.locale()))));
            case OVERLAP -> words.add(t("activities.promise.overlap"));
            case NONE -> {
                // The hour is there once.
            }
        }
        if (isCall && !preview.isOpen()) {
            words.add(t("activities.promise.closed", there(preview.nextOpen())));
        }
        return String.join(" · ", words);
    }

    private String there(Instant moment) {
        return moment.atZone(client.id()).format(THERE.withLocale(Texts.locale()));
    }

    @Override
    public void setInvalid(boolean invalid) {
        field.setInvalid(invalid);
    }

    @Override
    public boolean isInvalid() {
        return field.isInvalid();
    }

    @Override
    public void setErrorMessage(String message) {
        field.setErrorMessage(message);
    }

    @Override
    public String getErrorMessage() {
        return field.getErrorMessage();
    }
}
