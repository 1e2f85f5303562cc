package otklik.exchange;

import java.time.Instant;

/**
 * A file of companies that somebody had made.
 *
 * @param batch id of the batch that made it
 * @param companies how many were found
 * @param kept whether it can still be fetched
 */
public record ExportCard(
        long batch, String owner, ExportFormat format, int companies, Instant startedAt, boolean kept) {
    /** Path of the file. */
    public String path() {
        return "files/exports/" + batch;
    }
}
