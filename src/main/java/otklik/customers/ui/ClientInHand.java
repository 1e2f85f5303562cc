package otklik.customers.ui;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import otklik.customers.TaskHolder;
import otklik.security.CurrentUser;
import otklik.ui.DeskCase;
import otklik.ui.DeskSubject;

/**
 * What the holder of a task reads of its client though his rights do not reach him: while he holds it, of this client only, and to look at
 * only. Whoever is to call somebody has to know whom.
 */
@Component
class ClientInHand {
    private final TaskHolder holder;
    private final ObjectProvider<DeskSubject> subjects;

    ClientInHand(TaskHolder holder, ObjectProvider<DeskSubject> subjects) {
        this.holder = holder;
        this.subjects = subjects;
    }

    /** What is read with nobody's rights; empty for who does not hold the task, and where it is about another client. */
    <T> Optional<T> read(DeskCase shown, Supplier<Optional<T>> what) {
        return CurrentUser.login()
                        .filter(login -> holder.holds(login, shown.taskId(), shown.businessKey()))
                        .isPresent()
                ? CurrentUser.asNobody(() -> isAbout(shown) ? what.get() : Optional.empty())
                : Optional.empty();
    }

    private boolean isAbout(DeskCase shown) {
        return subjects.stream()
                .flatMap(subject -> subject.of(shown.businessKey()).stream())
                .anyMatch(client -> Objects.equals(client.company(), shown.company())
                        && Objects.equals(client.person(), shown.person()));
    }
}
