package otklik.exchange;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a file is to be imported.
 *
 * @param targets by the number of the column, from 0: the name of an {@link ImportField}, or {@value #CUSTOM} and the key of an added field;
 *     columns that are left out are not imported
 * @param twins what is done with companies that are there already
 * @param responsible login of who gets new companies of which the file says nothing; none: nobody
 * @param tag given to each company that is added or changed; blank: none
 * @param lenient whether a phone or an address that cannot be read is left out, and not the whole row
 * @param recover whether new companies go into the recovery pool
 */
public record ImportPlan(
        Map<Integer, String> targets,
        TwinRule twins,
        @Nullable String responsible,
        String tag,
        boolean lenient,
        boolean recover) {
    /** Before the key of an added field. */
    public static final String CUSTOM = "custom:";

    /** One that leaves the recovery pool as it is. */
    public ImportPlan(
            Map<Integer, String> targets, TwinRule twins, @Nullable String responsible, String tag, boolean lenient) {
        this(targets, twins, responsible, tag, lenient, false);
    }
}
