package otklik.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a file as the batch keeps it.
 *
 * @param line number in the file, as its reader counts
 * @param twin line of an earlier row that says of the same company; none without
 */
record FileLine(long line, List<String> cells, @Nullable Long twin) {}
