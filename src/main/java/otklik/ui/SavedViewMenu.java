package otklik.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Hr;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The menu of a list's {@link SavedViews}: open one, save what is shown, begin with it, delete it. A list that uses it writes its whole
 * filter into the query of its address, always at least one parameter of it; an address without a query then means "as I begin", see
 * {@link #beginning()}.
 */
public class SavedViewMenu extends MenuBar {
    private final transient SavedViews views;
    private final String list;
    private final transient Supplier<QueryParameters> shown;
    private final transient Consumer<QueryParameters> open;
    private final MenuItem top;

    /**
     * @param list name of the list, the path of its screen
     * @param shown the filter as it stands now
     * @param open goes to a filter
     */
    public SavedViewMenu(
            SavedViews views, String list, Supplier<QueryParameters> shown, Consumer<QueryParameters> open) {
        this.views = views;
        this.list = list;
        this.shown = shown;
        this.open = open;
        addClassName("views");
        addThemeVariants(MenuBarVariant.LUMO_SMALL);
        top = addItem(t("ui.views"));
        refresh();
    }

    /** The filter with which the person begins, for an address without a query. */
    public Optional<QueryParameters> beginning() {
        return views.defaultOf(list).map(view -> QueryParameters.fromString(view.query()));
    }

    /** Draws the menu again, after the list has gone to another filter. */
    public final void refresh() {
        var all = views.of(list);
        var now = all.stream()
                .filter(view -> same(QueryParameters.fromString(view.query()), shown.get()))
                .findFirst();
        top.setText(now.map(SavedViews.View::name).orElseGet(() -> t("ui.views")));
        top.setAriaLabel(t("ui.views") + now.map(view -> ": " + view.name()).orElse(""));
        var menu = top.getSubMenu();
        menu.removeAll();
        if (all.isEmpty()) {
            menu.addItem(t("ui.views.empty")).setEnabled(false);
        }
        for (var view : all) {
            var item = menu.addItem(name(view), click -> open.accept(QueryParameters.fromString(view.query())));
            item.setCheckable(true);
            item.setChecked(now.filter(view::equals).isPresent());
        }
        menu.add(new Hr());
        menu.addItem(t("ui.views.save"), click -> askForName());
        now.ifPresent(view -> {
            menu.addItem(
                    t(view.isDefault() ? "ui.views.beginWithout" : "ui.views.beginWith", view.name()),
                    click -> changed(() -> views.beginWith(list, view.isDefault() ? null : view)));
            if (views.mayRemove(view)) {
                menu.addItem(
                        t("ui.views.remove", view.name()),
                        click -> changed(() -> {
                            views.remove(view);
                            Parts.done(t("ui.views.removed", view.name()));
                        }));
            }
        });
    }

    private static String name(SavedViews.View view) {
        return view.name()
                + (view.shared() ? " · " + t("ui.views.forAll") : "")
                + (view.isDefault() ? " · " + t("ui.views.default") : "");
    }

    private void askForName() {
        var dialog = new Dialog();
        dialog.setHeaderTitle(t("ui.views.save.title"));
        var name = new TextField(t("ui.views.name"));
        name.setMaxLength(SavedViews.LONGEST_NAME);
        name.setRequired(true);
        name.setWidthFull();
        var shared = new Checkbox(t("ui.views.share"));
        shared.setVisible(views.mayShare());
        dialog.add(Parts.row("form", name, shared));
        var save = Parts.primary(Parts.button(t("ui.save"), "Ctrl+Enter", "Ctrl ↵", () -> {
            if (Parts.attempt(() -> views.save(list, name.getValue(), text(shown.get()), shared.getValue()))) {
                dialog.close();
                Parts.done(t("ui.views.saved", name.getValue().strip()));
                refresh();
            }
        }));
        dialog.getFooter().add(new Button(t("ui.cancel"), click -> dialog.close()), save);
        dialog.open();
        name.focus();
    }

    private void changed(Runnable change) {
        Parts.attempt(change);
        refresh();
    }

    private static boolean same(QueryParameters one, QueryParameters other) {
        return text(one).equals(text(other));
    }

    /** The same filter is always the same text, in whatever order its parameters came. */
    private static String text(QueryParameters query) {
        return query.getParameters().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> new QueryParameters(Map.of(
                                one.getKey(), one.getValue().stream().sorted().toList()))
                        .getQueryString())
                .collect(Collectors.joining("&"));
    }
}
