package otklik.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static otklik.staff.Staff.as;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import otklik.NodeOfTest;
import otklik.PostgresServer;
import otklik.kernel.Refusal;
import otklik.security.Role;

/** Administrators who act against each other at the same moment, on a real database. */
class DemotionPostgresIT {
    private static NodeOfTest node;
    private static Employees employees;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(PostgresServer.fresh("demotion").properties(), "postgres");
        employees = node.bean(Employees.class);
        for (var login : List.of("anna", "boris")) {
            employees.add(
                    login, login, login + "@otklik.example", "secret123", Set.of(Role.ADMINISTRATOR), Locale.ENGLISH);
        }
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @RepeatedTest(10)
    void of_two_administrators_who_demote_each_other_one_stays() throws Exception {
        for (var login : List.of("anna", "boris")) {
            var card = employees.card(login);
            employees.change(login, Staff.presets(card.form(), "administrator"), card.version());
        }

        var won = together(Map.of("anna", "boris", "boris", "anna"));

        assertThat(won).containsExactlyInAnyOrder(true, false);
        assertThat(employees.with(Role.ADMINISTRATOR)).hasSize(1);
    }

    /** @param whom who demotes whom, all begun at the same moment */
    private static List<Boolean> together(Map<String, String> whom) throws Exception {
        var executor = Executors.newFixedThreadPool(whom.size());
        try {
            var ready = new CyclicBarrier(whom.size());
            var deeds = whom.entrySet().stream()
                    .map(pair -> (Callable<Boolean>) () -> {
                        var card = employees.card(pair.getValue());
                        ready.await();
                        return demote(pair.getKey(), card);
                    })
                    .toList();
            var results = executor.invokeAll(deeds);
            return List.of(results.get(0).get(), results.get(1).get());
        } finally {
            executor.shutdownNow();
        }
    }

    private static boolean demote(String who, EmployeeCard whom) {
        try {
            as(who, () -> employees.change(whom.login(), Staff.presets(whom.form(), "head"), whom.version()));
            return true;
        } catch (Refusal refused) {
            return false;
        }
    }
}
