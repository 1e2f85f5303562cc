package otklik.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.Comparator;
import java.util.List;

/** The search over everything: what is typed is looked for in all sources, arrows and Enter go to what was found. */
final class SearchPalette extends Dialog {
    private static final int SHORTEST = 2;
    private static final int LONGEST = 200;
    private static final int EACH = 5;
    /** Who types fast asks once. */
    private static final int PAUSE_MILLIS = 200;

    private final transient List<SearchSource> sources;
    private final TextField field = new TextField();
    private final Div found = new Div();

    SearchPalette(List<SearchSource> sources) {
        this.sources = sources.stream()
                .filter(SearchSource::isAllowed)
                .sorted(Comparator.comparingInt(SearchSource::order))
                .toList();
        addClassName("palette");
        setWidth("620px");
        setTop("72px");
        getElement().setAttribute("aria-label", t("ui.search"));
        field.setPlaceholder(t("ui.search.hint"));
        field.setAriaLabel(t("ui.search"));
        field.setMaxLength(LONGEST);
        field.setWidthFull();
        field.setClearButtonVisible(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setValueChangeTimeout(PAUSE_MILLIS);
        field.addValueChangeListener(change -> show(change.getValue().strip()));
        found.addClassName("found");
        found.getElement().setAttribute("aria-live", "polite");
        add(field, found);
        show("");
    }

    @Override
    public void open() {
        super.open();
        field.focus();
        field.getElement().executeJs("window.otklik.choosing(this, $0)", found.getElement());
    }

    private void show(String text) {
        found.removeAll();
        if (text.length() < SHORTEST) {
            found.add(Parts.text("muted", t("ui.search.what")));
            return;
        }
        for (var source : sources) {
            var hits = source.find(text, EACH);
            if (!hits.isEmpty()) {
                found.add(Parts.text("found-title", t(source.title())));
                hits.forEach(hit -> found.add(link(hit)));
            }
        }
        if (found.getComponentCount() == 0) {
            found.add(Parts.text("muted", t("ui.search.nothing", text)));
        }
    }

    private Anchor link(SearchSource.Hit hit) {
        var link = new Anchor(hit.path());
        link.getElement().setAttribute("router-link", true);
        link.add(Parts.text("ell", hit.title()), Parts.text("found-detail", hit.detail()));
        link.getElement().addEventListener("click", click -> close());
        return link;
    }
}
