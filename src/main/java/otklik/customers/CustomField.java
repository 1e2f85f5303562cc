package otklik.customers;

import java.util.List;

/**
 * A field of companies that the administrator has added.
 *
 * @param key stable name, Latin letters and digits, for templates, import and export: {@code employeesCount}
 * @param name for people
 * @param choices of a {@link FieldKind#CHOICE}, else empty
 * @param retired whether it is hidden; its values are kept
 */
public record CustomField(
        long id, String key, String name, FieldKind kind, List<String> choices, int place, boolean retired) {
    /** What may be written into it. */
    public enum FieldKind {
        TEXT,
        NUMBER,
        DATE,
        CHOICE,
        YES_NO
    }
}
