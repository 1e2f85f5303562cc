package otklik.sources.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import otklik.sources.SourceCard;
import otklik.ui.Texts;

/** How much came in on each of the last days: one small bar for a day, in words for those who do not see them. */
final class SourceBars {
    private static final int SMALLEST_PERCENT = 8;
    private static final int WHOLE_PERCENT = 100;

    private SourceBars() {}

    static Div of(List<SourceCard.Count> days, Texts texts) {
        var most = Math.max(
                1, days.stream().mapToLong(SourceCard.Count::items).max().orElse(1));
        var bars = new Div();
        bars.addClassName("source-bars");
        bars.getElement().setAttribute("role", "img");
        bars.getElement()
                .setAttribute(
                        "aria-label",
                        t(
                                "sources.bars",
                                days.size(),
                                days.stream().mapToLong(SourceCard.Count::items).sum()));
        days.forEach(day -> {
            var bar = new Span();
            var height = day.items() == 0
                    ? 0
                    : Math.max(SMALLEST_PERCENT, Math.round((double) WHOLE_PERCENT * day.items() / most));
            bar.getStyle().set("--height", height + "%");
            bar.setTitle(t("sources.day", texts.date(day.day()), day.items(), day.repeats()));
            bars.add(bar);
        });
        return bars;
    }
}
