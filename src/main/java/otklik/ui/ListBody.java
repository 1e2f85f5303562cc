package otklik.ui;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;

/** The body of a list: its rows, or a word about why there are none. The grid stays in the page, so that it keeps its place and focus. */
public final class ListBody extends Div {
    private final Grid<?> grid;
    private final Div hint = new Div();

    public ListBody(Grid<?> grid) {
        this.grid = grid;
        addClassNames("column", "list-body");
        hint.addClassName("column");
        add(grid, hint);
    }

    public void showRows() {
        hint.setVisible(false);
        grid.setVisible(true);
    }

    public void showEmpty(String title, String text) {
        hint.removeAll();
        hint.add(Parts.empty(title, text));
        hint.setVisible(true);
        grid.setVisible(false);
    }
}
