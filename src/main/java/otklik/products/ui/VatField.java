package otklik.products.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.combobox.ComboBox;
import java.util.ArrayList;
import otklik.kernel.Refusal;
import otklik.products.VatRate;
import otklik.ui.Texts;

/** A choice of the usual rates of VAT; any other rate may be typed. */
class VatField extends ComboBox<VatRate> {
    VatField() {
        super(t("products.vat"));
        setItemLabelGenerator(VatField::word);
        offer(VatRate.NONE);
        setAllowCustomValue(true);
        addCustomValueSetListener(typed -> {
            try {
                choose(VatRate.parse(typed.getDetail()));
            } catch (Refusal wrong) {
                complain(wrong);
            }
        });
        addValueChangeListener(change -> setInvalid(false));
        setRequiredIndicatorVisible(true);
    }

    /** The rate in words: its percentage, or that there is none. */
    static String word(VatRate rate) {
        return rate.percent() == null ? t("products.noVat") : rate.number(Texts.locale());
    }

    void choose(VatRate rate) {
        offer(rate);
        setValue(rate);
    }

    void complain(Refusal wrong) {
        setErrorMessage(wrong.in(Texts.locale()));
        setInvalid(true);
    }

    /** A rate that is not among the usual ones stands at their end. */
    private void offer(VatRate rate) {
        var items = new ArrayList<>(VatRate.USUAL);
        if (!items.contains(rate)) {
            items.add(rate);
        }
        setItems(items);
    }
}
