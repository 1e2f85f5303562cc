package otklik.exchange;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file turned out to be, after all of it was read once.
 *
 * @param charset of a CSV file
 * @param delimiter of a CSV file
 * @param rows how many rows follow the header
 * @param unreadable in how many rows there are characters that are none in this charset
 */
record FileLook(
        FileFormat format,
        @Nullable Charset charset,
        @Nullable Character delimiter,
        List<String> header,
        List<List<String>> preview,
        int rows,
        int unreadable) {}
