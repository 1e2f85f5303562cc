package otklik.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import otklik.batches.Batch;
import otklik.batches.BatchKind;
import otklik.batches.BatchMemory;
import otklik.customers.Companies;
import otklik.customers.CompanyForm;
import otklik.customers.CompanyImports;
import otklik.customers.CustomFields;
import otklik.customers.ImportedPeople;
import otklik.customers.ImportedPeople.Added;
import otklik.customers.RecoveryPool;
import otklik.customers.Suppressions;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.security.Accounts;

/** What the work on rows has at hand, and the way back from it. */
@Component
class ImportDesk {
    private final ImportTables tables;
    private final Companies companies;
    private final CompanyImports imports;
    private final ImportedPeople people;
    private final Suppressions suppressions;
    private final RecoveryPool pool;
    private final CustomFields fields;
    private final Accounts accounts;
    private final ImportTexts texts;
    private final Parameters parameters;
    private final BatchMemory memory;
    private final ObjectMapper json;

    ImportDesk(
            ImportTables tables,
            Companies companies,
            CompanyImports imports,
            ImportedPeople people,
            Suppressions suppressions,
            @Lazy RecoveryPool pool,
            CustomFields fields,
            Accounts accounts,
            ImportTexts texts,
            Parameters parameters,
            BatchMemory memory,
            ObjectMapper json) {
        this.tables = tables;
        this.companies = companies;
        this.imports = imports;
        this.people = people;
        this.suppressions = suppressions;
        this.pool = pool;
        this.fields = fields;
        this.accounts = accounts;
        this.texts = texts;
        this.parameters = parameters;
        this.memory = memory;
        this.json = json;
    }

    /** The two kinds of batches by which a file is worked through. */
    @Configuration
    static class Kinds {
        @Bean
        BatchKind checkOfImport(ImportDesk desk) {
            return new ImportKind(desk, true);
        }

        @Bean
        BatchKind importOfCompanies(ImportDesk desk) {
            return new ImportKind(desk, false);
        }
    }

    /**
     * How a row is taken back.
     *
     * @param before what stood in a company that was changed; none of a new one
     * @param version of the company after the change
     * @param person what became of the person of the row; none without
     */
    record Step(String company, @Nullable CompanyForm before, long version, @Nullable Added person) {}

    ImportTables tables() {
        return tables;
    }

    Companies companies() {
        return companies;
    }

    RecoveryPool pool() {
        return pool;
    }

    CompanyImports imports() {
        return imports;
    }

    ImportedPeople people() {
        return people;
    }

    Suppressions suppressions() {
        return suppressions;
    }

    ImportTexts texts() {
        return texts;
    }

    /** In which people read days. */
    ZoneId zone() {
        return parameters.zone(Parameter.COMPANY_ZONE);
    }

    Accounts accounts() {
        return accounts;
    }

    CustomFields fields() {
        return fields;
    }

    ImportCard file(Batch batch) {
        return tables.find(Long.parseLong(batch.settings())).orElseThrow();
    }

    byte[] content(ImportCard file) {
        return tables.content(file.id()).orElseThrow(() -> new Refusal("exchange.file.gone", file.fileName()));
    }

    RowReader reader(ImportCard file, Batch batch) {
        return new RowReader(file, imports, fields.all(), accounts.all(), texts.of(batch.owner()));
    }

    /** Keeps of which companies the rows at these places are, also in the dry run, so that the rows are blanked with their data. */
    void remember(Batch batch, ImportCard file, Map<Integer, String> companies) {
        Collection<Long> batches = file.check() == null || file.check() == batch.id()
                ? List.of(batch.id())
                : List.of(batch.id(), file.check());
        batches.forEach(one -> memory.remember(one, companies));
    }

    String write(Step step) {
        return tables.write(step);
    }

    Step step(String text) {
        try {
            return json.readValue(text, Step.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    BatchKind.Result undo(Batch batch, String text) {
        var step = step(text);
        if (step.person() != null) {
            people.takeBack(step.company(), step.person());
        }
        // A later row of the same file may have changed it, too, and was taken back before this one.
        long version = tables.takenBack(batch.id(), step.company()).orElse(step.version());
        if (step.before() == null) {
            if (file(batch).plan().recover()) {
                pool.withdraw(step.company(), batch.number());
            }
            imports.withdraw(step.company(), file(batch).fileName() + ", " + batch.number(), version);
            return BatchKind.Result.DONE;
        }
        var now = companies
                .find(step.company())
                .orElseThrow(() -> new Refusal("customers.company.unknown", step.company()));
        if (now.version() != version) {
            throw new Refusal("exchange.undo.changedSince", now.name());
        }
        var restored = companies.change(step.company(), version, whole(step.before()));
        tables.takenBack(batch.id(), step.company(), restored.version());
        return BatchKind.Result.DONE;
    }

    /** With every field that was empty named as empty: what a form leaves out stays as it is. */
    private CompanyForm whole(CompanyForm before) {
        var custom = new HashMap<String, String>();
        fields.all().forEach(field -> custom.put(field.key(), ""));
        custom.putAll(before.custom());
        return new CompanyForm(
                before.name(),
                before.inn(),
                before.kpp(),
                before.address(),
                before.zone(),
                before.note(),
                before.responsible(),
                before.manager(),
                before.inWork(),
                before.points(),
                before.tags(),
                custom);
    }
}
