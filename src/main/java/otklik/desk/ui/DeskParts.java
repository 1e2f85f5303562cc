package otklik.desk.ui;

import com.vaadin.flow.component.UI;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import otklik.calls.CallAttempts;
import otklik.customers.TaskHolder;
import otklik.desk.DeskDrafts;
import otklik.engine.CaseSubject;
import otklik.engine.Diagrams;
import otklik.engine.Forms;
import otklik.history.History;
import otklik.kernel.Parameters;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.CurrentUser;
import otklik.telephony.PhoneCalls;
import otklik.ui.DeskCase;
import otklik.ui.DeskPanel;
import otklik.ui.DeskSubject;
import otklik.ui.TaskScreen;
import otklik.ui.Texts;
import otklik.work.Capacity;
import otklik.work.Conveyor;
import otklik.work.WorkBoard;
import otklik.work.WorkItem;
import otklik.work.WorkItems;
import otklik.work.WorkReasons;
import otklik.work.WorkSessions;

/** What the manager's screen needs of other parts, gathered here. */
@Component
record DeskParts(
        Conveyor conveyor,
        WorkItems work,
        WorkBoard board,
        WorkSessions sessions,
        WorkReasons reasons,
        Capacity capacity,
        CallAttempts attempts,
        PhoneCalls calls,
        Forms forms,
        Diagrams diagrams,
        History history,
        DeskDrafts drafts,
        List<DeskPanel> panels,
        List<DeskSubject> subjects,
        TaskHolder holder,
        List<CaseSubject> cases,
        List<TaskScreen> screens,
        Accounts accounts,
        Parameters parameters,
        Signals signals,
        Texts texts,
        Clock clock,
        MeterRegistry meters) {

    /** The cards of a column, in their order. */
    List<DeskPanel> panels(DeskPanel.Place place) {
        return panels.stream()
                .filter(panel -> panel.place() == place)
                .sorted(Comparator.comparingInt(DeskPanel::order))
                .toList();
    }

    /** Whom the task is about, also where the rights of the person who holds it do not reach the client. */
    Optional<DeskSubject.Client> client(WorkItem item) {
        return CurrentUser.login()
                        .filter(login -> holder.holds(login, item.taskId(), item.businessKey()))
                        .isPresent()
                ? CurrentUser.asNobody(() -> subject(item))
                : subject(item);
    }

    private Optional<DeskSubject.Client> subject(WorkItem item) {
        return subjects.stream()
                .flatMap(subject -> subject.of(item.businessKey()).stream())
                .findFirst();
    }

    /** What a task is about that has no card of its own. */
    String details(WorkItem item) {
        return cases.stream()
                .filter(subject -> item.businessKey().startsWith(subject.prefix()))
                .findFirst()
                .map(subject -> subject.details(item.businessKey()))
                .orElse(item.subject());
    }

    /** Where the task is seen outside of the manager's screen. */
    String path(WorkItem item) {
        return screens.stream()
                .filter(screen -> screen.processKey().equals(item.processKey())
                        && screen.taskKey().equals(item.taskKey()))
                .findFirst()
                .map(screen -> screen.path(item.businessKey()))
                .orElse("work/" + item.taskId());
    }

    static DeskCase shown(WorkItem item, Optional<DeskSubject.Client> client) {
        return new DeskCase(
                item.taskId(),
                item.processKey(),
                item.taskKey(),
                item.businessKey(),
                client.map(DeskSubject.Client::name).orElse(""),
                client.map(DeskSubject.Client::company).orElse(null),
                client.map(DeskSubject.Client::person).orElse(null),
                client.map(DeskSubject.Client::request).orElse(null),
                client.map(DeskSubject.Client::phone).orElse(null));
    }

    /** What is to be done, in the words of the case, else of the diagram. */
    String title(WorkItem item, Optional<DeskSubject.Client> client) {
        return client.map(DeskSubject.Client::title)
                .orElseGet(() -> diagrams.label(item.processDefinitionId(), item.taskKey(), Texts.locale()));
    }

    /** The name of the window of the browser, which is the same after the page was loaded anew, and another one in another window. */
    static void window(UI ui, Consumer<String> then) {
        ui.getPage().retrieveExtendedClientDetails(details -> then.accept(details.getWindowName()));
    }

    /** The screen changes so quickly that a second press may be meant for what stood there before (E22). */
    private static final Duration SETTLES = Duration.ofMillis(500);

    /** Whether what is pressed now was shown so lately that nobody can have read it. */
    static boolean isTooSoon(Instant shown, Instant now) {
        return now.isBefore(shown.plus(SETTLES));
    }

    static String amount(Duration duration) {
        return duration.toDays() >= 2
                ? Texts.t("ui.days", duration.toDays())
                : duration.toHours() >= 1
                        ? Texts.t("ui.hours", duration.toHours())
                        : Texts.t("ui.minutes", Math.max(1, duration.toMinutes()));
    }
}
