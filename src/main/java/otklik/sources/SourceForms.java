package otklik.sources;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/** What an administrator needs to connect a source that is called: its address, the form to paste, a sample to try the mapping on. */
@Component
public class SourceForms {
    private static final int SAMPLE_LENGTH = 20_000;

    private final SourceTable table;
    private final IntakeReach reach;
    private final FormPage page;
    private final Intake intake;
    private final JdbcClient jdbc;
    private final Policy policy;

    SourceForms(SourceTable table, IntakeReach reach, FormPage page, Intake intake, JdbcClient jdbc, Policy policy) {
        this.table = table;
        this.reach = reach;
        this.page = page;
        this.intake = intake;
        this.jdbc = jdbc;
        this.policy = policy;
    }

    /** The address that others call. */
    public String address(String key) {
        return reach.address(key);
    }

    /** The form to paste into a site; empty where the source is no form. */
    public Optional<String> snippet(String key) {
        policy.require(Section.SYSTEM, Action.VIEW);
        return table.find(key)
                .filter(source -> source.kind().equals(FormKind.KEY))
                .map(page::snippet);
    }

    /** What the source has brought last, as it came, cut to what one can read; empty before the first. */
    public Optional<String> lastSample(String key) {
        policy.require(Section.SYSTEM, Action.VIEW);
        return jdbc.sql(
                        """
                        select raw from item_source_text where item_id =
                            (select max(id) from received_item where source = ?)""")
                .param(key)
                .query((row, number) -> row.getBytes("raw"))
                .optional()
                .filter(raw -> raw.length <= SAMPLE_LENGTH)
                .map(raw -> new String(raw, StandardCharsets.UTF_8));
    }

    /**
     * The fields of a sample, JSON or the encoding of forms, by paths with dots.
     *
     * @throws Refusal when it is neither
     */
    public Map<String, String> fields(String sample) {
        var isJson =
                sample.stripLeading().startsWith("{") || sample.stripLeading().startsWith("[");
        try {
            return intake.fields(new CalledKind.Call(
                    Map.of("content-type", isJson ? "application/json" : "application/x-www-form-urlencoded"),
                    sample.strip().getBytes(StandardCharsets.UTF_8)));
        } catch (CalledKind.Refused garbage) {
            throw new Refusal(
                            garbage.reason().key(), garbage.reason().arguments().toArray())
                    .at("sample");
        }
    }
}
