package otklik.exchange;

/** What kind of table a file is. */
public enum FileFormat {
    CSV,
    XLSX
}
