package otklik.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import otklik.DecisionsOfFiles;
import otklik.NodeOfTest;
import otklik.security.Role;
import otklik.security.WorkMode;
import otklik.staff.Departments;
import otklik.work.OrderedWork.Like;

/** Every row of the table {@code docs/order-of-work.md}. */
class OrderOfWorkTests {
    private static final Pattern IN = Pattern.compile("(?<!due )in (\\d+) min");
    private static final Pattern DUE = Pattern.compile("due in (\\d+) min");
    private static final Pattern PROMISED = Pattern.compile("promised (\\d+) min ago");
    private static final Pattern CALL = Pattern.compile("call to ([A-Za-z_/]+)");

    private static NodeOfTest node;
    private static OrderedWork work;
    private static SettableClock clock;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(Map.of(), List.of(SettableClock.InNode.class, OrderedWork.Facts.class), "order");
        clock = node.bean(SettableClock.class);
        work = new OrderedWork(node, clock);
        work.deploy();
        work.errands.hire("maria", Role.OPERATOR);
        work.jdbc
                .sql("update employee set department_id = ? where login = 'maria'")
                .param(node.bean(Departments.class).add("Belt", WorkMode.CONVEYOR, Set.of()))
                .update();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    static Stream<Arguments> rows() {
        return DecisionsOfFiles.text("docs/order-of-work.md")
                .lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> line.split("\\|"))
                .map(cells -> Arguments.of(cells[1].strip(), cells[2].strip(), cells[3].strip()));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource("rows")
    void the_next_task_is_the_one_of_the_table(String lies, String gets, String why) {
        clock.goesTo(OrderedWork.MORNING);
        work.dropAll();
        var tasks = new ArrayList<String>();
        for (var one : lies.split(";")) {
            tasks.add(open(one.strip()));
            clock.passes(Duration.ofSeconds(1));
        }
        node.bean(WorkSessions.class).start("maria", "tab");

        var next = node.bean(Conveyor.class).next("maria");

        assertThat(words(next, tasks)).isEqualTo((gets + " " + why).strip());
    }

    private static String words(NextTask next, List<String> tasks) {
        if (next instanceof NextTask.Issued issued) {
            return tasks.indexOf(issued.item().taskId()) + 1 + " "
                    + issued.why().rule();
        }
        if (next instanceof NextTask.Waits waits) {
            return "waits for " + (tasks.indexOf(waits.planned().taskId()) + 1) + " "
                    + waits.why().rule();
        }
        return "nothing";
    }

    private static String open(String words) {
        var like = Like.USUAL;
        if (words.contains(" own")) {
            like = like.of("maria");
        }
        if (words.contains(" urgent")) {
            like = like.urgent();
        }
        like = like.planned(minutes(IN.matcher(words), 1));
        if (words.contains("promised")) {
            like = like.planned(minutes(PROMISED.matcher(words), -1));
        }
        like = like.due(minutes(DUE.matcher(words), 1));
        var call = CALL.matcher(words);
        if (call.find()) {
            like = like.call("K-1", ZoneId.of(call.group(1)));
        }
        return work.open(words.split(" ")[0], like);
    }

    private static @org.jspecify.annotations.Nullable Instant minutes(Matcher found, int sign) {
        return found.find() ? clock.instant().plus(Duration.ofMinutes(sign * Long.parseLong(found.group(1)))) : null;
    }
}
