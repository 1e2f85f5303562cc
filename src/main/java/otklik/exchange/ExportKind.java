package otklik.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import otklik.batches.Batch;
import otklik.batches.BatchKind;
import otklik.batches.BatchRow;
import otklik.customers.Companies;
import otklik.customers.CompanyList;
import otklik.history.History;
import otklik.security.Action;

/** Makes a file of companies, some hundred in each row of the batch. Who may see a company and not export it does not get it. */
@Component("exportOfCompanies")
class ExportKind implements BatchKind {
    static final String KEY = "export-companies";
    private static final int PART = 500;
    private static final TypeReference<List<String>> NUMBERS = new TypeReference<>() {};

    private final Companies companies;
    private final CompanyList list;
    private final ExportTables tables;
    private final ExportRows rows;
    private final ImportTexts texts;
    private final History history;
    private final ObjectMapper json;

    ExportKind(
            Companies companies,
            CompanyList list,
            ExportTables tables,
            ExportRows rows,
            ImportTexts texts,
            History history,
            ObjectMapper json) {
        this.companies = companies;
        this.list = list;
        this.tables = tables;
        this.rows = rows;
        this.texts = texts;
        this.history = history;
        this.json = json;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String title() {
        return "exchange.kind.export";
    }

    @Override
    public void collect(Batch batch, Consumer<NewRow> newRows) {
        var plan = plan(batch);
        var part = new ArrayList<String>(PART);
        var count = new int[1];
        list.numbers(plan.selection(), number -> {
            part.add(number);
            count[0]++;
            if (part.size() == PART) {
                newRows.accept(part(part, count[0]));
                part.clear();
            }
        });
        if (!part.isEmpty()) {
            newRows.accept(part(part, count[0]));
        }
        var query = plan.selection().query();
        history.tell(new History.Change(batch.number(), "exportStarted")
                .from(null, String.valueOf(count[0]))
                .because(plan.format().name() + (query == null ? "" : ", " + query)));
    }

    private NewRow part(List<String> numbers, int last) {
        return new NewRow(null, (last - numbers.size() + 1) + "\u2013" + last, write(numbers), numbers.size());
    }

    @Override
    public Result work(Batch batch, BatchRow row) {
        var plan = plan(batch);
        List<String> numbers = read(row.payload());
        var cards = companies.all(numbers);
        var allowed = numbers.stream()
                .filter(cards::containsKey)
                .map(cards::get)
                .filter(card -> companies.may(card, Action.EXPORT))
                .toList();
        var content = write(rows.of(allowed, plan.columns(), texts.of(batch.owner())));
        tables.append(batch.id(), row.place(), allowed.size(), content);
        return allowed.size() == numbers.size()
                ? Result.DONE
                : Result.done(texts.say(batch, "export.leftOut", numbers.size() - allowed.size()), null);
    }

    private ExportPlan plan(Batch batch) {
        try {
            return json.readValue(batch.settings(), ExportPlan.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private List<String> read(String text) {
        try {
            return json.readValue(text, NUMBERS);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
