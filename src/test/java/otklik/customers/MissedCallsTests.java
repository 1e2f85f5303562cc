package otklik.customers;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import otklik.notices.Notices;
import otklik.telephony.CallCause;
import otklik.telephony.CallChanged;
import otklik.telephony.CallMemory;
import otklik.telephony.CallState;
import otklik.telephony.Direction;
import otklik.telephony.PhoneCall;

class MissedCallsTests {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    private final Notices notices = mock(Notices.class);
    private final CallMemory memory = mock(CallMemory.class);
    private final MissedCalls missed = new MissedCalls(notices, memory);

    @ParameterizedTest(name = "{0}, {1} as {2} of {3}: told {4}")
    @CsvSource({
        "INCOMING, ENDED,    NO_ANSWER, olga, true",
        "INCOMING, ENDED,    BUSY,      olga, true",
        "INCOMING, ENDED,    ANSWERED,  olga, false",
        "INCOMING, ENDED,    CANCELLED, olga, false",
        "INCOMING, ENDED,    NO_ANSWER,     , false",
        "INCOMING, ANSWERED, ANSWERED,  olga, false",
        "OUTGOING, ENDED,    NO_ANSWER, olga, false"
    })
    void whoeverHasNotAnsweredAClientIsToldAtTheBell(
            Direction direction, CallState state, CallCause cause, @Nullable String login, boolean isTold) {
        missed.on(new CallChanged(
                new PhoneCall(
                        7,
                        "in/telphin/1",
                        direction,
                        login,
                        "+79161234567",
                        null,
                        state,
                        cause,
                        NOW,
                        cause == CallCause.ANSWERED ? NOW : null,
                        NOW,
                        null),
                CallState.RINGING));

        if (isTold) {
            verify(notices).tellOnce("olga", "callMissed", "call:7", "calls", "+7 916 123-45-67", "call:7");
        }
        verifyNoMoreInteractions(notices);
    }

    @Test
    void theNumberOfAForgottenClientGoesFromTheBellAsWell() {
        when(memory.incoming(List.of("+79161234567"))).thenReturn(List.of(7L));
        when(memory.incoming(List.of("+79250000000"))).thenReturn(List.of());

        missed.forget(List.of("+79161234567"));
        missed.forget(List.of("+79250000000"));

        verify(notices).forget(List.of("call:7"));
        verify(notices, never()).tellOnce(any(), any(), any(), any(), any(), eq("call:7"));
        verifyNoMoreInteractions(notices);
    }
}
