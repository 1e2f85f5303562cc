package otklik.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import otklik.NodeOfTest;
import otklik.PostgresServer;
import otklik.staff.Employees;

/** Many guesses at the same moment, on two nodes of one PostgreSQL. */
class SignInPostgresIT {
    private static final int GUESSES = 32;
    private static final int ATTEMPTS = 5;
    private static final AtomicInteger CHECKS = new AtomicInteger();

    private static NodeOfTest one;
    private static NodeOfTest other;

    /** Counts how often a password is looked at. */
    static final class CountingPasswords {
        @Bean
        @Primary
        PasswordEncoder counting() {
            var real = PasswordEncoderFactories.createDelegatingPasswordEncoder();
            return new PasswordEncoder() {
                @Override
                public String encode(CharSequence password) {
                    return real.encode(password);
                }

                @Override
                public boolean matches(CharSequence password, String hash) {
                    CHECKS.incrementAndGet();
                    return real.matches(password, hash);
                }
            };
        }
    }

    @BeforeAll
    static void startBothNodes() {
        var settings = new HashMap<>(PostgresServer.fresh("signin").properties());
        settings.put("otklik.sign-in.address-attempts", "10");
        one = NodeOfTest.start(settings, List.of(CountingPasswords.class), "postgres");
        other = NodeOfTest.start(settings, List.of(CountingPasswords.class), "postgres");
        hire("ann");
        hire("bob");
    }

    @AfterAll
    static void stopBothNodes() {
        one.close();
        other.close();
    }

    @Test
    void of_many_guesses_at_once_no_more_see_the_password_than_are_allowed() throws Exception {
        CHECKS.set(0);

        var answers = together(number -> () -> guess(number, "ann", "10.0.0." + number));

        assertThat(CHECKS).hasValue(ATTEMPTS);
        assertThat(answers.stream().filter("BadCredentialsException"::equals)).hasSize(ATTEMPTS);
        assertThat(answers.stream().filter("TooManyAttempts"::equals)).hasSize(GUESSES - ATTEMPTS);
    }

    @Test
    void of_many_guesses_at_once_from_one_address_no_more_see_a_password_than_are_allowed() throws Exception {
        CHECKS.set(0);

        together(number -> () -> guess(number, "nobody" + number, "10.9.9.9"));

        assertThat(CHECKS).hasValue(10);
    }

    @Test
    void of_many_who_give_the_same_code_at_once_one_comes_in() throws Exception {
        var factors = one.bean(SecondFactors.class);
        var offer = factors.offer("bob", "Otklik");
        var codes = new TimeBasedOneTimePasswordGenerator();
        var key = new SecretKeySpec(new Base32().decode(offer.secret()), "RAW");
        var now = one.bean(java.time.Clock.class).instant();
        factors.switchOn("bob", offer, codes.generateOneTimePasswordString(key, now));
        // A phone that is half a minute fast shows a code that was not used yet.
        var next = codes.generateOneTimePasswordString(key, now.plus(codes.getTimeStep()));

        var answers = together(number -> () -> (number % 2 == 0 ? one : other)
                .bean(SecondFactors.class)
                .use("bob", next)
                .name());

        assertThat(answers).containsOnlyOnce("CODE");
    }

    private static String guess(int number, String login, String address) {
        var typed = UsernamePasswordAuthenticationToken.unauthenticated(login, "wrong");
        typed.setDetails(new Visitor(address, "test"));
        try {
            (number % 2 == 0 ? one : other).bean(AuthenticationProvider.class).authenticate(typed);
            return "in";
        } catch (AuthenticationException refused) {
            return refused.getClass().getSimpleName();
        }
    }

    private static void hire(String login) {
        one.bean(Employees.class)
                .add(login, login, login + "@otklik.example", "secret123", Set.of(Role.OPERATOR), Locale.ENGLISH);
    }

    /** The results of what so many threads do, all begun at the same moment. */
    private static List<String> together(IntFunction<Callable<String>> deeds) throws Exception {
        var executor = Executors.newFixedThreadPool(GUESSES);
        try {
            var ready = new CyclicBarrier(GUESSES);
            var results = new ArrayList<Future<String>>();
            for (int number = 0; number < GUESSES; number++) {
                var deed = deeds.apply(number);
                results.add(executor.submit(() -> {
                    ready.await();
                    return deed.call();
                }));
            }
            var all = new ArrayList<String>();
            for (var result : results) {
                all.add(result.get());
            }
            return all;
        } finally {
            executor.shutdownNow();
        }
    }
}
