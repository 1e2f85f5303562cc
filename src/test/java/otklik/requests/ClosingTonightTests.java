package otklik.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otklik.engine.Deadlines;
import otklik.engine.Timers;
import otklik.security.Reach;

/** What closes tonight when more closes than fits on a page of timers, most of it other people's. */
class ClosingTonightTests {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final int PAGE = ClosingTonight.MOST;

    private final Requests requests = mock();
    private final RequestProcess process = mock();
    private final Deadlines deadlines = mock();
    private final ClosingTonight tonight =
            new ClosingTonight(requests, process, mock(), deadlines, mock(), mock(), Clock.systemUTC());

    @BeforeEach
    void company() {
        when(deadlines.nextOpening(any())).thenReturn(NOW);
        when(requests.seen()).thenReturn(new Reach(false, Set.of("vera"), false, Set.of()));
    }

    @Test
    void ownRequestsBehindAPageOfOtherPeoplesAreFound() {
        closing(PAGE + 2, number -> number < PAGE ? "gleb" : "vera");

        assertThat(tonight.list())
                .extracting(closing -> closing.request().number())
                .containsExactly("R-" + PAGE, "R-" + (PAGE + 1));
        assertThat(tonight.count()).isEqualTo(2);
    }

    @Test
    void noMoreThanTheMostIsListedAndTheNearestComesFirst() {
        closing(3 * PAGE, number -> number % 2 == 0 ? "vera" : "gleb");

        assertThat(tonight.list()).hasSize(PAGE).first().satisfies(closing -> assertThat(
                        closing.request().number())
                .isEqualTo("R-0"));
        assertThat(tonight.count()).isEqualTo(PAGE);
    }

    @Test
    void searchEndsWhereTheTimersEnd() {
        closing(PAGE + 1, number -> "gleb");

        assertThat(tonight.list()).isEmpty();
        verify(process, times(2)).silentBefore(any(), anyInt(), anyInt());
    }

    @Test
    void searchEndsAfterTwentyPages() {
        closing(30 * PAGE, number -> "gleb");

        assertThat(tonight.list()).isEmpty();
        verify(process, times(20)).silentBefore(any(), anyInt(), anyInt());
    }

    private void closing(int count, Function<Integer, String> manager) {
        when(process.silentBefore(any(), anyInt(), anyInt())).thenAnswer(asked -> {
            int first = asked.getArgument(1);
            int limit = asked.getArgument(2);
            var numbers = IntStream.range(first, Math.min(count, first + limit))
                    .boxed()
                    .toList();
            return new Timers.DuePage(
                    numbers.stream()
                            .map(number -> new Timers.Due("timer" + number, "R-" + number, NOW))
                            .toList(),
                    numbers.size() == limit);
        });
        when(requests.all(any())).thenAnswer(asked -> asked.<Collection<String>>getArgument(0).stream()
                .collect(Collectors.toMap(
                        number -> number,
                        number -> card(number, manager.apply(Integer.valueOf(number.substring(2)))))));
    }

    private static RequestCard card(String number, String manager) {
        return new RequestCard(
                number,
                "instance",
                "Client",
                "client@customer.example",
                "mail",
                null,
                "Prices",
                RequestStatus.WAITING_FOR_CLIENT,
                Ball.CLIENT,
                manager,
                null,
                null,
                null,
                null,
                NOW,
                NOW,
                "Good day!",
                false,
                false,
                null,
                null,
                null);
    }
}
