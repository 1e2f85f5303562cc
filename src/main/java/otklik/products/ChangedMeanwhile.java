package otklik.products;

import otklik.kernel.Refusal;

/** A product was saved by somebody else after the form was opened. Both versions are kept: theirs is saved, the form has its own. */
public class ChangedMeanwhile extends Refusal {
    private final transient ProductCard theirs;

    ChangedMeanwhile(String who, ProductCard theirs) {
        super("products.changedMeanwhile", who);
        this.theirs = theirs;
    }

    /** What is saved now. */
    public ProductCard theirs() {
        return theirs;
    }
}
