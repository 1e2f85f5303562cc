package otklik.ui;

import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import otklik.security.Policy;

/** Finds screens by what the side bar calls them. */
@Component
class ScreenSearch implements SearchSource {
    private static final int LAST = 50;

    private final List<Navigation> lines;
    private final Policy policy;

    ScreenSearch(List<Navigation> lines, Policy policy) {
        this.lines = lines;
        this.policy = policy;
    }

    @Override
    public String title() {
        return "ui.search.screens";
    }

    @Override
    public int order() {
        return LAST;
    }

    @Override
    public boolean isAllowed() {
        return true;
    }

    @Override
    public List<Hit> find(String text, int limit) {
        var wanted = text.toLowerCase(Locale.ROOT);
        return lines.stream()
                .filter(line -> Texts.t(line.title()).toLowerCase(Locale.ROOT).contains(wanted))
                .filter(line -> Screens.mayOpen(line.path(), policy))
                .limit(limit)
                .map(line -> new Hit(Texts.t(line.title()), "", line.path()))
                .toList();
    }
}
