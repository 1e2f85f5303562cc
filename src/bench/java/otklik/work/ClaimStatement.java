package otklik.work;

import java.util.Optional;

/** Lets the benchmark run the claim statement of the product itself. */
public final class ClaimStatement {
    private final WorkItems items;

    public ClaimStatement(WorkItems items) {
        this.items = items;
    }

    public Optional<String> run(String login, String group) {
        return items.takeNextRow(login, group);
    }
}
