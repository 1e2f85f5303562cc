package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import otklik.customers.CompanySelection;
import otklik.ui.Parts;

/** The bar below the list that says how many companies are chosen, and offers what can be done with them. */
final class BulkBar extends Div {
    private static final int BEHIND_MORE = 100;

    private final Span chosen = new Span();
    private final NativeButton all = new NativeButton();

    /**
     * @param selection what is chosen now
     * @param chooseAll chooses all that the filter finds
     * @param clear takes the choice back
     */
    BulkBar(List<CompanyAct> acts, Supplier<CompanySelection> selection, Runnable chooseAll, Runnable clear) {
        addClassName("bulk");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", t("customers.bulk"));
        chosen.getElement().setAttribute("aria-live", "polite");
        all.addClassName("bulk-all");
        all.addClickListener(click -> chooseAll.run());
        add(chosen, all);
        var allowed = acts.stream()
                .filter(CompanyAct::isAllowed)
                .sorted(Comparator.comparingInt(CompanyAct::order))
                .toList();
        allowed.stream()
                .filter(act -> act.order() < BEHIND_MORE)
                .forEach(act -> add(new Button(t(act.title()), click -> act.open(selection.get(), clear))));
        var rest = allowed.stream().filter(act -> act.order() >= BEHIND_MORE).toList();
        if (!rest.isEmpty()) {
            var menu = new MenuBar();
            menu.addThemeVariants(MenuBarVariant.LUMO_DROPDOWN_INDICATORS);
            var more = menu.addItem(t("customers.bulk.more"));
            rest.forEach(act -> more.getSubMenu().addItem(t(act.title()), click -> act.open(selection.get(), clear)));
            add(menu);
        }
        var close = Parts.button(t("customers.bulk.clear"), "Escape", "Esc", clear);
        close.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        add(close);
        setVisible(false);
    }

    /** @param found how many the filter finds, in words; blank where all of them are chosen */
    void show(int count, String found) {
        setVisible(count > 0);
        chosen.setText(found.isEmpty() ? t("customers.bulk.allChosen", count) : t("customers.bulk.chosen", count));
        all.setText(found.isEmpty() ? "" : t("customers.bulk.all", found));
        all.setVisible(!found.isEmpty());
    }
}
