package otklik.inbox.ui;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everybody who may get a request, the managers first. Who cannot take one is not among them (E20). */
record Receivers(List<Receiver> all) {
    Optional<Receiver> manager(@Nullable String login) {
        return all.stream()
                .filter(one -> !one.isTeam() && one.id().equals(login))
                .findFirst();
    }

    /** The manager who would get to it first, if that is sooner than the chosen one does; of nobody chosen: the first of all. */
    Optional<Receiver> fasterThan(@Nullable Receiver chosen) {
        Receiver fastest = null;
        for (var one : all) {
            if (!one.isTeam()
                    && Objects.requireNonNull(one.load()).free() != null
                    && (fastest == null || isFaster(one, fastest))) {
                fastest = one;
            }
        }
        var found = Optional.ofNullable(fastest);
        return chosen == null
                ? found
                : found.filter(one -> !chosen.isTeam() && !one.equals(chosen) && isFaster(one, chosen));
    }

    private static boolean isFaster(Receiver one, Receiver other) {
        return Objects.requireNonNull(one.load()).isFasterThan(Objects.requireNonNull(other.load()));
    }
}
