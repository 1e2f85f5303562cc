package otklik.customers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;

/**
 * What a bulk action on companies is to do, as a batch keeps it.
 *
 * @param what of the act: a login, a tag
 * @param selection on which companies
 */
public record CompanyTask(String what, CompanySelection selection) {
    /** For {@link otklik.batches.Batches#start}. */
    public String text() {
        var query = selection.query();
        return String.join(
                "\n",
                URLEncoder.encode(what, UTF_8),
                String.valueOf(selection.count()),
                query == null ? "by hand" : query,
                String.join(" ", selection.numbers()));
    }

    /** What {@link #text} has written. */
    public static CompanyTask read(String text) {
        var lines = text.split("\n", -1);
        var what = URLDecoder.decode(lines[0], UTF_8);
        if (lines[2].equals("by hand")) {
            return new CompanyTask(
                    what,
                    CompanySelection.of(Arrays.stream(lines[3].split(" "))
                            .filter(number -> !number.isEmpty())
                            .toList()));
        }
        return new CompanyTask(what, CompanySelection.byFilter(lines[2], Integer.parseInt(lines[1])));
    }
}
