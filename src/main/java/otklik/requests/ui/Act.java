package otklik.requests.ui;

/** Does something of a page and shows the refusal where there is one; whether it was done. */
@FunctionalInterface
interface Act {
    boolean run(Runnable what);
}
