package otklik.staff;

/** Where a farewell stands. */
public enum FarewellState {
    DECIDING,
    HANDED_OVER,
    TAKEN_BACK,
    CANCELLED,
    LEFT;

    public boolean isOver() {
        return ordinal() > HANDED_OVER.ordinal();
    }
}
