package otklik.exchange;

import java.time.Instant;

/**
 * A file of companies that somebody had made.
 *
 * @param batch id of the batch that made it
 * @param companies how many are in it so far; who may see a company and not export it has fewer than he asked for
 * @param kept whether it can still be fetched
 * @param broken whether parts of it could not be made, so that it is not whole
 */
public record ExportCard(
        long batch, String owner, ExportFormat format, int companies, Instant startedAt, boolean kept, boolean broken) {
    /** Path of the file. */
    public String path() {
        return "files/exports/" + batch;
    }
}
