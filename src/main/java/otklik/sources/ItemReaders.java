package otklik.sources;

/** Says whether the person of this screen may read a received item; each module that shows items brings one as a bean. */
public interface ItemReaders {
    /** Answered with one query. */
    boolean mayReadItem(long item);
}
