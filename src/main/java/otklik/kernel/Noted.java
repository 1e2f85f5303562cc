package otklik.kernel;

/**
 * Stops a step that is not ready, while what the person did has been kept: on our screens good news, in the Tasklist, which knows only
 * done or refused, a plain sentence.
 */
public final class Noted extends Refusal {
    public Noted(String key, Object... arguments) {
        super(key, arguments);
    }
}
