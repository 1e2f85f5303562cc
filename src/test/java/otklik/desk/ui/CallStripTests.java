package otklik.desk.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import otklik.calls.DialRule;
import otklik.desk.ui.CallStrip.ByHand;

class CallStripTests {
    private static final Set<DialRule> OF_THE_PROGRAM = Set.of(DialRule.NO_CALL, DialRule.NO_FLOW);
    private static final Set<DialRule> OF_THE_HOUR = Set.of(DialRule.CLOSED_WINDOW, DialRule.CLOSED_WINDOW_ASSUMED);

    @ParameterizedTest
    @EnumSource(DialRule.class)
    void byHandNobodyIsCalledAgainstARuleButOutsideHisHoursAfterAQuestion(DialRule rule) {
        assertThat(CallStrip.byHand(rule))
                .isEqualTo(
                        OF_THE_PROGRAM.contains(rule)
                                ? ByHand.CALLED
                                : OF_THE_HOUR.contains(rule) ? ByHand.ASKED : ByHand.REFUSED);
    }
}
