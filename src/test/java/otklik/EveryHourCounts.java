package otklik;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Date;
import java.util.EnumMap;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import otklik.kernel.Parameter;

/** The helper {@code deadlines} of a company that never closes, by the clock of the engine; settings are as the product comes. */
public final class EveryHourCounts {
    private final Map<Parameter, Object> changed = new EnumMap<>(Parameter.class);

    /** Changes a setting, as an administrator does on the page. */
    public void set(Parameter parameter, String text) {
        changed.put(parameter, parameter.read(text));
    }

    public Date working(String limit) {
        return in(duration(limit));
    }

    public Date workingFrom(Date from, String limit) {
        return Date.from(from.toInstant().plus(duration(limit)));
    }

    public Date share(String limit, String share) {
        var percent = (BigDecimal) value(Parameter.ofKey(share).orElseThrow());
        return in(Duration.ofMillis(
                percent.multiply(BigDecimal.valueOf(duration(limit).toMillis()))
                        .divide(BigDecimal.valueOf(100), RoundingMode.HALF_UP)
                        .longValueExact()));
    }

    public Date after(String span) {
        return in(duration(span));
    }

    private Duration duration(String name) {
        return Parameter.ofKey(name)
                .map(parameter -> (Duration) value(parameter))
                .orElseGet(() -> Duration.parse(name));
    }

    private Object value(Parameter parameter) {
        return changed.getOrDefault(parameter, parameter.byDefault());
    }

    private static Date in(Duration duration) {
        return Date.from(ClockUtil.getCurrentTime().toInstant().plus(duration));
    }
}
