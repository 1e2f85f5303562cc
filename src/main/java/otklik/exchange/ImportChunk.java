package otklik.exchange;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import otklik.batches.Batch;
import otklik.batches.BatchKind.Result;
import otklik.batches.BatchRow;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyForm;
import otklik.customers.CompanyImports.Found;
import otklik.customers.CompanyState;
import otklik.customers.ContactPoint;
import otklik.customers.CustomField;
import otklik.customers.ImportedPeople.Added;
import otklik.customers.Suppression;
import otklik.customers.Suppression.Scope;
import otklik.kernel.Refusal;
import otklik.security.Action;

/** Some rows of a file that are judged, and in an import written, together: a fixed number of queries as long as nothing is changed. */
final class ImportChunk {
    /** As much as the batch keeps for taking a row back. */
    private static final int LONGEST_UNDO = 2000;

    private final ImportDesk desk;
    private final Batch batch;
    private final boolean isDry;
    private final ImportCard file;
    private final ImportPlan plan;
    private final Locale locale;
    private final List<CustomField> fields;
    private final Map<String, Optional<Refusal>> givings = new HashMap<>();
    private final Map<Integer, Verdict> verdicts = new LinkedHashMap<>();
    private final List<NewCompany> waiting = new ArrayList<>();
    private Result[] results = {};
    private final Found found = new Found(new HashMap<>(), new HashMap<>(), new HashMap<>());
    private final Map<ContactPoint, List<Suppression>> suppressed = new HashMap<>();
    private final Map<String, Suppression> suppressedInns = new HashMap<>();
    private final Map<String, CompanyCard> cards = new HashMap<>();
    private final Map<Integer, String> companies = new HashMap<>();

    ImportChunk(ImportDesk desk, Batch batch, boolean isDry) {
        this.desk = desk;
        this.batch = batch;
        this.isDry = isDry;
        this.file = desk.file(batch);
        this.plan = file.plan();
        this.locale = desk.texts().of(batch.owner());
        this.fields = desk.fields().all();
    }

    private record NewCompany(int index, int place, RowDraft row) {}

    List<Result> work(List<BatchRow> rows) {
        results = new Result[rows.size()];
        var reader = desk.reader(file, batch);
        var drafts = new RowDraft[rows.size()];
        var lines = rows.stream().map(row -> desk.tables().line(row.payload())).toList();
        for (int index = 0; index < rows.size(); index++) {
            try {
                drafts[index] = reader.read(lines.get(index).cells());
            } catch (Refusal invalid) {
                results[index] = Result.failed(invalid.in(locale));
            }
        }
        look(Stream.of(drafts).filter(Objects::nonNull).toList());
        for (int index = 0; index < rows.size(); index++) {
            if (drafts[index] != null) {
                judge(index, rows.get(index).place(), lines.get(index), drafts[index]);
            }
        }
        write();
        desk.tables().verdicts(batch.id(), verdicts);
        desk.remember(batch, file, companies);
        return List.of(results);
    }

    /** Adds to what is known what there is of these rows; what was found of others stays. */
    private void look(Collection<RowDraft> rows) {
        var points =
                rows.stream().flatMap(row -> row.points().stream()).distinct().toList();
        var inns = rows.stream()
                .map(row -> row.form().inn())
                .filter(inn -> !inn.isEmpty())
                .distinct()
                .toList();
        suppressed.putAll(desk.suppressions().of(points));
        suppressedInns.putAll(desk.suppressions().suppressedInns(inns));
        if (plan.twins() == TwinRule.CREATE) {
            return;
        }
        var names = rows.stream()
                .map(row -> otklik.customers.CompanyImports.nameKey(row.form().name()))
                .distinct()
                .toList();
        var now = desk.imports().find(inns, points, names);
        found.byInn().putAll(now.byInn());
        found.byPoint().putAll(now.byPoint());
        found.byName().putAll(now.byName());
        cards.putAll(desk.companies()
                .all(Stream.of(now.byInn(), now.byPoint(), now.byName())
                        .flatMap(map -> map.values().stream())
                        .flatMap(List::stream)
                        .map(known -> known.number())
                        .distinct()
                        .toList()));
    }

    private void judge(int index, int place, FileLine line, RowDraft row) {
        var unwanted = unwanted(row);
        if (unwanted != null) {
            end(index, place, Verdict.SUPPRESSED, unwanted, null);
            return;
        }
        if (plan.twins() == TwinRule.CREATE) {
            add(index, place, row);
            return;
        }
        if (line.twin() != null) {
            if (plan.twins() == TwinRule.SKIP) {
                end(index, place, Verdict.DOUBLE, say("twinInFile", line.twin()), null);
                return;
            }
            if (isDry) {
                end(index, place, Verdict.UPDATED, say("updatesEarlier", line.twin()), null);
                return;
            }
            // The company of the earlier row may be one of those that wait to be written.
            write();
            look(List.of(row));
        }
        var twin = Twin.of(row, found);
        if (twin == null) {
            add(index, place, row);
        } else {
            meet(index, place, row, twin);
        }
    }

    /** Why nobody must talk to whom the row names; none when one may. */
    private @Nullable String unwanted(RowDraft row) {
        var said = row.points().stream()
                .flatMap(point -> suppressed.getOrDefault(point, List.of()).stream())
                .filter(one -> one.scope() == Scope.ALL)
                .toList();
        var ofCompany = said.stream().filter(one -> one.company() != null).findFirst();
        var ofEach = !row.points().isEmpty()
                && row.points().stream().allMatch(point -> suppressed.getOrDefault(point, List.of()).stream()
                        .anyMatch(one -> one.scope() == Scope.ALL));
        var one = ofCompany.isPresent() || ofEach
                ? ofCompany.orElseGet(() -> said.get(0))
                : suppressedInns.get(row.form().inn());
        return one == null
                ? null
                : say(
                        "suppressed",
                        DateTimeFormatter.ofPattern("dd.MM.yyyy")
                                .format(one.since().atZone(desk.zone())),
                        one.reason());
    }

    private void meet(int index, int place, RowDraft row, Twin twin) {
        var known = twin.companies().get(0);
        companies.put(place, known.number());
        if (twin.companies().stream().anyMatch(one -> one.state() == CompanyState.DO_NOT_DISTURB)) {
            end(index, place, Verdict.SUPPRESSED, say("suppressedCompany", named(known.number())), null);
            return;
        }
        var why = say("twin." + twin.reason().name(), named(known.number()));
        var card = cards.get(known.number());
        if (plan.twins() == TwinRule.SKIP) {
            end(index, place, Verdict.DOUBLE, why, null);
        } else if (twin.companies().size() > 1) {
            var all = twin.companies().stream()
                    .map(one -> named(one.number()))
                    .distinct()
                    .limit(5)
                    .toList();
            end(index, place, Verdict.DOUBLE, say("twins", String.join(", ", all)), null);
        } else if (card == null || !desk.companies().may(card, Action.CHANGE)) {
            end(index, place, Verdict.DOUBLE, why + ". " + say("mayNotChange"), null);
        } else {
            change(index, place, row, card, why);
        }
    }

    /** Who may not see a company is told no more than that there is one. */
    private String named(String number) {
        var card = cards.get(number);
        return card == null ? say("hiddenCompany") : number + " \u201c" + card.name() + "\u201d";
    }

    private void change(int index, int place, RowDraft row, CompanyCard card, String why) {
        var mayGive = desk.companies().may(card, Action.ASSIGN);
        CompanyForm after;
        try {
            after = desk.imports().check(merged(row, card.form(), mayGive), fields);
        } catch (Refusal invalid) {
            results[index] = Result.failed(invalid.in(locale));
            return;
        }
        if (after.equals(card.form()) && !row.hasPerson()) {
            end(index, place, Verdict.DOUBLE, why + ". " + say("nothingNew"), null);
            return;
        }
        if (isDry) {
            end(index, place, Verdict.UPDATED, why, null);
            return;
        }
        // Others may have changed it since the rows were looked up.
        var before = new AtomicReference<>(card.form());
        var now = desk.companies().change(card.number(), form -> {
            before.set(form);
            return desk.imports().check(merged(row, form, mayGive), fields);
        });
        cards.put(now.number(), now);
        var added = person(row, now.number(), now.name());
        var undo = desk.write(new ImportDesk.Step(now.number(), before.get(), now.version(), added.orElse(null)));
        var isKept = undo.length() <= LONGEST_UNDO;
        end(
                index,
                place,
                Verdict.UPDATED,
                joined(List.of(why, left(row, added), isKept ? "" : say("tooMuchToUndo"))),
                isKept ? undo : null);
    }

    /** Phones, addresses and tags are only ever added: an old number may be the one that answers. */
    private CompanyForm merged(RowDraft row, CompanyForm old, boolean mayGive) {
        var said = row.form();
        var points =
                Stream.concat(old.points().stream(), said.points().stream()).toList();
        var tags = new LinkedHashSet<>(old.tags());
        tags.addAll(said.tags());
        var custom = new HashMap<>(old.custom());
        said.custom()
                .forEach((key, value) -> custom.put(key, choose(old.custom().getOrDefault(key, ""), value)));
        return new CompanyForm(
                plan.twins() == TwinRule.OVERWRITE ? said.name() : old.name(),
                choose(old.inn(), said.inn()),
                choose(old.kpp(), said.kpp()),
                choose(old.address(), said.address()),
                empty(choose(text(old.zone()), text(said.zone()))),
                choose(old.note(), said.note()),
                mayGive && row.namesResponsible()
                        ? empty(choose(text(old.responsible()), text(said.responsible())))
                        : old.responsible(),
                empty(choose(text(old.manager()), text(said.manager()))),
                old.inWork(),
                points,
                tags,
                custom);
    }

    private String choose(String old, String said) {
        var isOverwritten = plan.twins() == TwinRule.OVERWRITE && !said.isEmpty();
        return old.isEmpty() || isOverwritten ? said : old;
    }

    private void add(int index, int place, RowDraft row) {
        var refused = givings.computeIfAbsent(text(row.form().responsible()), login -> {
            try {
                desk.imports().requireMayGive(empty(login));
                return Optional.empty();
            } catch (Refusal refusal) {
                return Optional.of(refusal);
            }
        });
        if (refused.isPresent()) {
            results[index] = Result.failed(refused.get().in(locale));
            return;
        }
        end(index, place, Verdict.NEW, joined(row.notes()), null);
        if (!isDry) {
            waiting.add(new NewCompany(index, place, row));
        }
    }

    /** Writes the new companies that wait for it. */
    private void write() {
        var forms = waiting.stream().map(one -> one.row().form()).toList();
        var numbers = forms.isEmpty()
                ? List.<String>of()
                : desk.imports().create(forms, file.fileName() + ", " + batch.number());
        if (file.plan().recover()) {
            desk.pool().imported(numbers, batch.number());
        }
        for (int index = 0; index < numbers.size(); index++) {
            var one = waiting.get(index);
            var number = numbers.get(index);
            companies.put(one.place(), number);
            var added = person(one.row(), number, one.row().form().name());
            var notes = new ArrayList<>(List.of(number, left(one.row(), added)));
            notes.addAll(one.row().notes());
            results[one.index()] =
                    Result.done(joined(notes), desk.write(new ImportDesk.Step(number, null, 0, added.orElse(null))));
        }
        waiting.clear();
    }

    private Optional<Added> person(RowDraft row, String company, String name) {
        return row.hasPerson()
                ? desk.people().add(company, name, row.person(), row.position(), row.personPoints())
                : Optional.empty();
    }

    private String left(RowDraft row, Optional<Added> added) {
        return row.hasPerson() && added.isEmpty() ? say("personElsewhere") : "";
    }

    private void end(int index, int place, Verdict verdict, @Nullable String note, @Nullable String undo) {
        verdicts.put(place, verdict);
        results[index] = verdict == Verdict.NEW || verdict == Verdict.UPDATED
                ? Result.done(note, undo)
                : Result.skipped(note == null ? "" : note);
    }

    private static @Nullable String joined(List<String> notes) {
        return empty(notes.stream().filter(text -> !text.isEmpty()).collect(Collectors.joining(". ")));
    }

    private String say(String key, Object... arguments) {
        return Refusal.text("exchange.row." + key, locale, arguments);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String empty(String text) {
        return text.isEmpty() ? null : text;
    }
}
