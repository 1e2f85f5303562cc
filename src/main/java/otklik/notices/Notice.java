package otklik.notices;

import java.time.Instant;

/**
 * Something a person is told by name.
 *
 * @param kind what it is, a key under {@code notices.} in the translations
 * @param caseKey business key of what it is about; whoever may not see the case any more is not shown the notice
 * @param path of the screen that shows it
 * @param author login of who caused it, or {@link Notices#PROGRAM}
 * @param text beginning of what was said, at most 500 characters
 */
public record Notice(
        long id, String kind, String caseKey, String path, String author, String text, Instant at, boolean read) {}
