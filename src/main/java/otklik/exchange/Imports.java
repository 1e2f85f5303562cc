package otklik.exchange;

import java.nio.charset.Charset;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.batches.Batch;
import otklik.batches.BatchKind;
import otklik.batches.BatchRow;
import otklik.batches.Batches;
import otklik.customers.CustomField;
import otklik.customers.CustomFields;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * Imports of companies from files: a file is kept, its columns are told what they are, a dry run tells what would become of each row, and
 * then it is done, as a batch. A person sees his own imports; whoever may look into the system sees all.
 */
@Service
public class Imports {
    /** Batches of dry runs. */
    public static final String CHECK = ImportKind.CHECK;
    /** Batches of imports. */
    public static final String RUN = ImportKind.RUN;

    /** The most rows that a file may have. */
    public static final int MOST_ROWS = TableFile.MOST_ROWS;

    private static final int LISTED = 20;
    private static final int LONGEST_NAME = 200;
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final ImportTables tables;
    private final Batches batches;
    private final BatchKind check;
    private final BatchKind run;
    private final CustomFields fields;
    private final ImportTexts texts;
    private final Policy policy;
    private final Parameters parameters;
    private final Clock clock;

    Imports(
            ImportTables tables,
            Batches batches,
            @Qualifier("checkOfImport") BatchKind check,
            @Qualifier("importOfCompanies") BatchKind run,
            CustomFields fields,
            ImportTexts texts,
            Policy policy,
            Parameters parameters,
            Clock clock) {
        this.tables = tables;
        this.batches = batches;
        this.check = check;
        this.run = run;
        this.fields = fields;
        this.texts = texts;
        this.policy = policy;
        this.parameters = parameters;
        this.clock = clock;
    }

    /**
     * What became, or would become, of the rows of a file.
     *
     * @param read how many rows the file has, counted when it was given
     * @param verdicts how many of them were judged how
     * @param waiting how many are not judged yet
     */
    public record Summary(int read, Map<Verdict, Integer> verdicts, int waiting) {
        public int of(Verdict verdict) {
            return verdicts.getOrDefault(verdict, 0);
        }

        /** Whether each row of the file was judged once (E74). */
        public boolean addsUp() {
            return read
                    == waiting
                            + verdicts.values().stream()
                                    .mapToInt(count -> count)
                                    .sum();
        }
    }

    /** The greatest file that is taken, in bytes. */
    public long mostBytes() {
        return parameters.number(Parameter.IMPORT_FILE_SIZE) * 1_000_000L;
    }

    /** Encodings that may be chosen for a text. */
    public List<String> charsets() {
        return Encoding.ALL.stream().map(Charset::name).toList();
    }

    /** Delimiters that may be chosen for a text. */
    public List<Character> delimiters() {
        return CsvTable.DELIMITERS;
    }

    /** Keeps a file and finds out what it is; refused when it is no table, or a dangerous one. */
    @Transactional
    public ImportCard upload(String name, byte[] content) {
        requireMay();
        if (content.length > mostBytes()) {
            throw new Refusal("exchange.file.tooLarge", parameters.number(Parameter.IMPORT_FILE_SIZE));
        }
        var look = TableFile.look(content, null, null);
        var bare = name.replaceAll(".*[/\\\\]", "").replaceAll("\\p{Cc}", "").strip();
        var called = bare.length() > LONGEST_NAME ? bare.substring(0, LONGEST_NAME) : bare;
        var id = tables.insert(me(), called, content, look, guess(look.header()), clock.instant());
        return tables.find(id).orElseThrow();
    }

    /** Reads a text in another way than it was found out. */
    @Transactional
    public ImportCard reread(long id, String charset, char delimiter) {
        var file = mine(id);
        requireNotRun(file);
        var content = tables.content(id).orElseThrow(() -> new Refusal("exchange.file.gone", file.fileName()));
        var look = TableFile.look(content, Charset.forName(charset), delimiter);
        var guessed = guess(look.header());
        tables.look(
                id,
                look,
                new ImportPlan(
                        guessed.targets(),
                        file.plan().twins(),
                        file.plan().responsible(),
                        file.plan().tag(),
                        file.plan().lenient(),
                        file.plan().recover()));
        return tables.find(id).orElseThrow();
    }

    public Optional<ImportCard> find(long id) {
        return tables.find(id).filter(file -> seesAll() || file.owner().equals(me()));
    }

    /** The last ones, the newest first. */
    public List<ImportCard> list() {
        return tables.list(seesAll() ? null : me(), LISTED);
    }

    /** Starts a dry run with this plan; the columns are remembered for the person's next file. */
    @Transactional
    public Batch check(long id, ImportPlan plan) {
        var file = mine(id);
        requireNotRun(file);
        requireSense(file, plan);
        tables.plan(id, plan);
        var targets = new TreeMap<String, String>();
        for (int index = 0; index < file.header().size(); index++) {
            targets.put(remembered(file.header().get(index)), plan.targets().getOrDefault(index, ""));
        }
        tables.remember(me(), targets);
        var batch = batches.start(check, said("checkOf", file.fileName()), String.valueOf(id), file.rows());
        tables.checkedBy(id, batch.id());
        return batch;
    }

    /** Goes back to the columns: what the dry run told is forgotten. */
    @Transactional
    public void changePlan(long id) {
        requireNotRun(mine(id));
        tables.checkedBy(id, null);
    }

    /** Imports the file by the plan of its dry run, which must be over. */
    @Transactional
    public Batch run(long id) {
        var file = mine(id);
        requireNotRun(file);
        var checked = Optional.ofNullable(file.check()).flatMap(batches::find).map(Batch::state);
        if (checked.filter(state -> state == Batch.State.DONE).isEmpty()) {
            throw new Refusal("exchange.import.notChecked", file.fileName());
        }
        var batch = batches.start(run, said("importOf", file.fileName()), String.valueOf(id), file.rows());
        tables.runBy(id, batch.id());
        return batch;
    }

    /** What became of the rows in the dry run or in the import itself. */
    public Summary summary(ImportCard file, long batch) {
        var counts = batches.counts(batch);
        var verdicts = new EnumMap<Verdict, Integer>(Verdict.class);
        verdicts.putAll(tables.counts(batch));
        verdicts.merge(Verdict.INVALID, tables.unjudged(batch), Integer::sum);
        var isCollected = batches.find(batch).filter(found -> found.total() > 0).isPresent();
        var waiting = isCollected ? counts.getOrDefault(BatchRow.RowState.WAITING, 0) : file.rows();
        return new Summary(file.rows(), verdicts, waiting);
    }

    /** The rows that were judged so, with the reasons. */
    public List<BatchRow> rows(long batch, Verdict verdict, int offset, int limit) {
        return verdict == Verdict.INVALID
                ? batches.rows(batch, tables.unjudged(batch, offset, limit))
                : batches.rows(batch, tables.places(batch, verdict, offset, limit));
    }

    /** The line of the file in which a row stands. */
    public long line(BatchRow row) {
        return tables.line(row.payload()).line();
    }

    /** Path of the rows that were not imported, as a file. */
    public static String rejectedPath(long batch) {
        return "files/imports/" + batch + "/rejected";
    }

    /** The import or dry run to which a batch belongs, if the person may see it. */
    public Optional<ImportCard> ofBatch(long batch) {
        return batches.find(batch).flatMap(found -> tables.ofBatch(batch)).flatMap(tables::find);
    }

    /** What one knows of the columns by their names: what the person chose the last time, else what the name says. */
    private ImportPlan guess(List<String> header) {
        var names = header.stream().map(Imports::remembered).toList();
        var chosen = tables.remembered(me(), names);
        var known = fields.all();
        var targets = new TreeMap<Integer, String>();
        for (int index = 0; index < header.size(); index++) {
            var name = names.get(index);
            var target = Optional.ofNullable(chosen.get(name))
                    .or(() -> byWords(name, known))
                    .orElse("");
            var isFree = isMany(target) || !targets.containsValue(target);
            if (!target.isEmpty() && isFree && isKnown(target, known)) {
                targets.put(index, target);
            }
        }
        return new ImportPlan(targets, TwinRule.SKIP, me(), "", false);
    }

    private static Optional<String> byWords(String name, List<CustomField> known) {
        for (var field : known) {
            if (name.equals(remembered(field.name())) || name.equals(remembered(field.key()))) {
                return Optional.of(ImportPlan.CUSTOM + field.key());
            }
        }
        return Arrays.stream(ImportField.values())
                .filter(field -> words(field).anyMatch(name::equals))
                .findFirst()
                .map(ImportField::name);
    }

    private static java.util.stream.Stream<String> words(ImportField field) {
        return java.util.stream.Stream.of(Locale.ENGLISH, Locale.forLanguageTag("ru"))
                .flatMap(locale -> Arrays.stream(Refusal.text("exchange.ImportField." + field.name() + ".words", locale)
                        .split(";")))
                .map(Imports::remembered);
    }

    private static String remembered(String name) {
        return NO_LETTERS
                .matcher(name.toLowerCase(Locale.ROOT).replace('\u0451', '\u0435'))
                .replaceAll(" ")
                .strip();
    }

    private static boolean isMany(String target) {
        return !target.isEmpty()
                && !target.startsWith(ImportPlan.CUSTOM)
                && Arrays.stream(ImportField.values())
                        .anyMatch(field -> field.isMany() && field.name().equals(target));
    }

    private static boolean isKnown(String target, List<CustomField> known) {
        return target.startsWith(ImportPlan.CUSTOM)
                ? known.stream().anyMatch(field -> target.equals(ImportPlan.CUSTOM + field.key()))
                : Arrays.stream(ImportField.values())
                        .anyMatch(field -> field.name().equals(target));
    }

    private void requireSense(ImportCard file, ImportPlan plan) {
        var known = fields.all();
        var used = new HashMap<String, String>();
        for (var entry : new LinkedHashMap<>(plan.targets()).entrySet()) {
            var target = entry.getValue();
            if (entry.getKey() < 0 || entry.getKey() >= file.header().size() || !isKnown(target, known)) {
                throw new Refusal("exchange.import.noField", target);
            }
            var column = file.header().get(entry.getKey());
            var before = used.put(target, column);
            if (before != null && !isMany(target)) {
                throw new Refusal("exchange.import.twoColumns", before, column);
            }
        }
        if (!used.containsKey(ImportField.NAME.name())) {
            throw new Refusal("exchange.import.noName");
        }
        if (plan.tag().length() > 60) {
            throw new Refusal("customers.company.tagsWrong", 30, 60).at("tag");
        }
    }

    private void requireMay() {
        policy.require(Section.COMPANIES, Action.CREATE);
    }

    /** For doing something with it; locked, so that one file is not imported twice at once. */
    private ImportCard mine(long id) {
        requireMay();
        return tables.lock(id)
                .filter(file -> file.owner().equals(me()))
                .orElseThrow(() -> new Refusal("exchange.import.notYours"));
    }

    private static void requireNotRun(ImportCard file) {
        if (file.run() != null) {
            throw new Refusal("exchange.import.done", file.fileName());
        }
    }

    private String said(String key, @Nullable String argument) {
        return Refusal.text("exchange." + key, texts.of(me()), argument == null ? "" : argument);
    }

    private boolean seesAll() {
        return policy.may(Section.SYSTEM, Action.VIEW);
    }

    private static String me() {
        return CurrentUser.login().orElse("otklik");
    }
}
