package otklik.requests;

/**
 * A ready answer.
 *
 * @param name at most 100 characters, once among those of the same owner
 * @param text with places for words of the request: <code>{{client}}</code>
 * @param owner login of the person or group of the team; empty for the company's
 * @param version grows with each change
 */
public record ReplyTemplate(long id, String name, String text, Range range, String owner, long version) {
    /** Whose it is: who sees it and may change it. */
    public enum Range {
        OWN,
        TEAM,
        COMPANY
    }
}
