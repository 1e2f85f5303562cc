package otklik.exchange;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that was given to be imported.
 *
 * @param owner login of who gave it
 * @param size in bytes
 * @param charset in which a CSV file is read; of another file none
 * @param delimiter between the cells of a CSV file
 * @param header names of the columns; blank ones and repeated ones have their number
 * @param preview the first rows, as they are read
 * @param rows how many rows follow the header; empty lines are not counted
 * @param unreadable in how many rows there are characters that are none in this charset
 * @param check id of the batch of the last dry run
 * @param run id of the batch of the import itself
 */
public record ImportCard(
        long id,
        String owner,
        String fileName,
        long size,
        FileFormat format,
        @Nullable String charset,
        @Nullable Character delimiter,
        List<String> header,
        List<List<String>> preview,
        int rows,
        int unreadable,
        ImportPlan plan,
        @Nullable Long check,
        @Nullable Long run,
        Instant uploadedAt) {}
