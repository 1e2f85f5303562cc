package otklik.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.batches.Batch;
import otklik.batches.BatchKind;
import otklik.batches.Batches;
import otklik.customers.CompanySelection;
import otklik.customers.CustomFields;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * Files of companies. They are made in the background, with the rights of whoever asked for them, and kept for some days; it is told in the
 * history of the batch who asked for how many, and who fetched how many.
 */
@Service
public class Exports {
    /** Batches of exports. */
    public static final String KIND = ExportKind.KEY;

    private static final int LISTED = 20;
    private static final TypeReference<List<String>> CELLS = new TypeReference<>() {};
    private static final TypeReference<List<List<String>>> ROWS = new TypeReference<>() {};

    private final ExportTables tables;
    private final ExportRows rows;
    private final Batches batches;
    private final BatchKind kind;
    private final CustomFields fields;
    private final ImportTexts texts;
    private final Policy policy;
    private final History history;
    private final ObjectMapper json;
    private final Clock clock;

    Exports(
            ExportTables tables,
            ExportRows rows,
            Batches batches,
            @Qualifier("exportOfCompanies") BatchKind kind,
            CustomFields fields,
            ImportTexts texts,
            Policy policy,
            History history,
            ObjectMapper json,
            Clock clock) {
        this.tables = tables;
        this.rows = rows;
        this.batches = batches;
        this.kind = kind;
        this.fields = fields;
        this.texts = texts;
        this.policy = policy;
        this.history = history;
        this.json = json;
        this.clock = clock;
    }

    public boolean isAllowed() {
        return policy.may(Section.COMPANIES, Action.EXPORT);
    }

    /** All that can be exported, in its order. */
    public List<String> columns() {
        var columns = new java.util.ArrayList<>(
                Arrays.stream(ExportColumn.values()).map(Enum::name).toList());
        fields.all().forEach(field -> columns.add(ImportPlan.CUSTOM + field.key()));
        return columns;
    }

    /** Names of columns, in the language of the person. */
    public List<String> names(List<String> columns) {
        return rows.header(columns, texts.of(me()));
    }

    /** Starts an export; refused without the right and without a column. */
    @Transactional
    public Batch start(ExportFormat format, List<String> columns, CompanySelection selection) {
        policy.require(Section.COMPANIES, Action.EXPORT);
        if (columns.isEmpty() || !columns().containsAll(columns)) {
            throw new Refusal("exchange.export.noColumns").at("columns");
        }
        try {
            var settings = json.writeValueAsString(new ExportPlan(format, columns, selection));
            var title = Refusal.text("exchange.exportOf", texts.of(me()), selection.count());
            var batch = batches.start(kind, title, settings, selection.count());
            var header = json.writeValueAsString(rows.header(columns, texts.of(me())));
            tables.insert(batch.id(), me(), format, header, clock.instant());
            return batch;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The last ones: the person's own, everybody's for whoever may look into the system. */
    public List<ExportCard> list() {
        return tables.list(policy.may(Section.SYSTEM, Action.VIEW) ? null : me(), LISTED);
    }

    /** The file, if it is whole, still kept, and the person's own: what others may see is not his to fetch. */
    public Optional<ExportCard> file(long batch) {
        return tables.find(batch)
                .filter(file -> file.kept() && !file.broken() && file.owner().equals(me()) && isAllowed())
                .filter(file -> batches.find(batch)
                        .filter(found -> found.state() == Batch.State.DONE)
                        .isPresent());
    }

    /** The export of a batch of the person's own, whether or not its file can be fetched. */
    public Optional<ExportCard> find(long batch) {
        return tables.find(batch).filter(file -> file.owner().equals(me()));
    }

    /** Writes the file, a part after the other. Who takes companies out of the program is told in the history, and how many they are. */
    void write(ExportCard file, OutputStream out) throws IOException {
        history.tell(new History.Change("B-" + file.batch(), "companiesExported")
                .from(null, String.valueOf(file.companies()))
                .because(file.format().name()));
        try (var writer = TableWriter.of(file.format(), out)) {
            writer.row(json.readValue(tables.header(file.batch()), CELLS));
            for (var part = tables.next(file.batch(), 0);
                    part.isPresent();
                    part = tables.next(file.batch(), part.get().place())) {
                for (var row : json.readValue(part.get().content(), ROWS)) {
                    writer.row(row);
                }
            }
        }
    }

    private static String me() {
        return CurrentUser.login().orElse("otklik");
    }
}
