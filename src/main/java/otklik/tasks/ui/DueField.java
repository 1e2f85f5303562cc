package otklik.tasks.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import otklik.ui.Parts;
import otklik.ui.Texts;
import otklik.work.ui.DayStrip;

/** Until when something is to be done, by the clock of the company, with the quick choices in working time beside it. */
class DueField extends Div implements HasValidation {
    private static final Duration SOON = Duration.ofHours(2);
    private static final Duration MORNING = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofHours(8);

    private final transient TaskParts parts;
    private final DateTimePicker field;
    private final DayStrip strip;
    private @Nullable String person;

    DueField(TaskParts parts, String label) {
        this.parts = parts;
        this.field = new DateTimePicker(label);
        field.setLocale(Texts.locale());
        field.setStep(Duration.ofMinutes(15));
        field.setWidthFull();
        field.setDatePickerI18n(Parts.date("").getI18n());
        field.setDateAriaLabel(label);
        field.setTimeAriaLabel(t("tasks.time"));
        addClassName("due");
        var chips = Parts.row("chips");
        chips.add(
                chip(t("tasks.due.soon"), SOON),
                morning(),
                chip(t("tasks.due.twoDays"), DAY.multipliedBy(2)),
                chip(t("tasks.due.week"), DAY.multipliedBy(5)));
        strip = new DayStrip(parts.capacity(), parts.texts(), this::set);
        field.addValueChangeListener(change -> look());
        add(field, chips, strip);
    }

    /** Shows how full the days of this person are; none where it is for a group. */
    void of(@Nullable String login) {
        person = login;
        look();
    }

    private void look() {
        strip.show(person, null, get().orElse(null));
    }

    /** Why it goes over the limit of the day; none where nobody has said so. */
    @Nullable
    String overLimit() {
        return strip.reason();
    }

    private NativeButton chip(String text, Duration working) {
        var chip = new NativeButton(
                text, click -> set(parts.deadlines().working(parts.clock().instant(), working)));
        chip.addClassName("chip");
        return chip;
    }

    private NativeButton morning() {
        var chip = new NativeButton(t("tasks.due.tomorrow"), click -> tomorrow());
        chip.addClassName("chip");
        return chip;
    }

    /** The first hour of the next working day. */
    void tomorrow() {
        set(parts.deadlines().nextOpening(parts.clock().instant()).plus(MORNING));
    }

    void set(Instant moment) {
        field.setValue(moment.atZone(parts.texts().zone()).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES));
    }

    Optional<Instant> get() {
        return Optional.ofNullable(field.getValue())
                .map(local -> local.atZone(parts.texts().zone()).toInstant());
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
