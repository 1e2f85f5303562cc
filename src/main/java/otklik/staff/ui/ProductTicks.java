package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.checkbox.CheckboxGroupVariant;
import com.vaadin.flow.component.html.Div;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import otklik.security.ProductLimit;

/** Which products: all, those of the future too, or some that are ticked. */
class ProductTicks extends Div {
    private final Checkbox every = new Checkbox(t("staff.products.every"));
    private final CheckboxGroup<Map.Entry<Long, String>> some = new CheckboxGroup<>();
    private Set<Long> unseen = Set.of();

    ProductTicks(String title) {
        addClassName("ticks");
        var heading = new Div(title);
        heading.addClassName("ticks-title");
        some.addThemeVariants(CheckboxGroupVariant.LUMO_VERTICAL);
        some.setAriaLabel(title);
        some.setItemLabelGenerator(Map.Entry::getValue);
        every.addValueChangeListener(change -> some.setVisible(!every.getValue()));
        add(heading, every, some);
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", title);
    }

    void show(ProductLimit limit, Map<Long, String> names) {
        some.setItems(names.entrySet());
        every.setValue(limit.every());
        some.setVisible(!limit.every());
        some.setValue(names.entrySet().stream()
                .filter(product -> limit.products().contains(product.getKey()))
                .collect(Collectors.toSet()));
        // A product that is switched off is not in the list; its tick stays for the old invoices.
        unseen = limit.products().stream()
                .filter(product -> !names.containsKey(product))
                .collect(Collectors.toSet());
    }

    ProductLimit read() {
        var ticked = new HashSet<>(unseen);
        some.getValue().forEach(product -> ticked.add(product.getKey()));
        return every.getValue() ? ProductLimit.EVERY : new ProductLimit(false, Set.copyOf(ticked));
    }

    void setReadOnly(boolean isReadOnly) {
        every.setReadOnly(isReadOnly);
        some.setReadOnly(isReadOnly);
    }
}
