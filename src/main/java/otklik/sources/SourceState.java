package otklik.sources;

/** How a source is, in one word. */
public enum SourceState {
    WORKS,
    FAILS,
    PAUSED
}
