package otklik.activities.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static otklik.activities.process.ActivitySeries.KEY;
import static otklik.activities.process.ActivitySeries.RULE;
import static otklik.activities.process.ActivitySeries.STOPPED_MESSAGE;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otklik.ProcessTest;
import otklik.TimePasses;
import otklik.activities.SeriesOfTasks;
import otklik.engine.SeriesOfTest;

@ProcessTest("processes/activities/activity-series.bpmn")
class ActivitySeriesTests {
    private static final String AS = "AS-3";

    private final SeriesOfTasks series = mock();
    private final RuntimeService runtime;
    private final TimePasses time;

    ActivitySeriesTests(RuntimeService runtime, ManagementService management) {
        this.runtime = runtime;
        this.time = new TimePasses(management);
    }

    @BeforeEach
    void steps() {
        when(series.beginRound(AS)).thenReturn(true);
        Mocks.register("beginRound", new BeginRound(series));
        Mocks.register("tellSeriesWaits", new TellSeriesWaits(series));
        Mocks.register("series", SeriesOfTest.by(new EngineClock()));
    }

    @Test
    void taskIsGivenOutAgainEveryPeriodUntilTheSeriesIsStopped() {
        var instance = begun();

        time.passes(Duration.ofDays(13));
        verify(series, times(0)).beginRound(AS);
        time.passes(Duration.ofDays(1));
        verify(series).beginRound(AS);
        time.passes(Duration.ofDays(14));

        verify(series, times(2)).beginRound(AS);
        assertThat(instance).isActive();
    }

    @Test
    void roundThatIsNotGivenOutIsToldAndTheSeriesGoesOnWaiting() {
        var instance = begun();
        when(series.beginRound(AS)).thenReturn(false);

        time.passes(Duration.ofDays(14));
        verify(series).tellWaiting(AS);
        when(series.beginRound(AS)).thenReturn(true);
        time.passes(Duration.ofDays(14));

        verify(series).tellWaiting(AS);
        verify(series, times(2)).beginRound(AS);
        assertThat(instance).isActive().hasPassed("gateway_wasGivenOut");
    }

    @Test
    void stoppedSeriesGivesOutNoMore() {
        var instance = begun();

        runtime.createMessageCorrelation(KEY + "." + STOPPED_MESSAGE)
                .processInstanceBusinessKey(AS)
                .correlate();

        assertThat(instance).isEnded().hasPassed("endEvent_seriesStopped");
    }

    private ProcessInstance begun() {
        var now = LocalDateTime.ofInstant(ClockUtil.getCurrentTime().toInstant(), ZoneOffset.UTC);
        return runtime.startProcessInstanceByKey(
                KEY, AS, Map.of(RULE.name(), otklik.engine.Series.rule(now, ZoneOffset.UTC, Period.ofWeeks(2))));
    }

    /** The clock that {@link TimePasses} moves. */
    private static final class EngineClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return ClockUtil.getCurrentTime().toInstant();
        }
    }
}
