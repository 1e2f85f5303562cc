package otklik.ui;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says whom the tasks of a flow are about; each flow brings its own as a bean. */
public interface DeskSubject {
    /** Who the case is about; empty for a case of another flow, or one that is not there any more. */
    Optional<Client> of(String businessKey);

    /**
     * @param title what is to be done in the words of the case; none where the label of the task in its diagram says it
     * @param name of the client, for people
     * @param company number, {@code K-7}
     * @param person number, {@code P-12}
     * @param request number, {@code R-17}
     * @param phone in E.164
     */
    record Client(
            @Nullable String title,
            String name,
            @Nullable String company,
            @Nullable String person,
            @Nullable String request,
            @Nullable String phone) {}
}
