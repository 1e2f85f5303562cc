package otklik.exchange;

/** How companies are written into a file. */
public enum ExportFormat {
    XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    CSV("csv", "text/csv;charset=UTF-8"),
    /** For old programs: what this encoding does not know becomes a question mark. */
    CSV_WINDOWS("csv", "text/csv;charset=windows-1251");

    private final String extension;
    private final String type;

    ExportFormat(String extension, String type) {
        this.extension = extension;
        this.type = type;
    }

    String extension() {
        return extension;
    }

    String type() {
        return type;
    }
}
