package otklik.customers;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import otklik.engine.CaseSubject;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;

/** Which company is to be deleted, why, and what would go with it. */
@Component
class DeletionSubject implements CaseSubject {
    private final CompanyDeletions deletions;
    private final CompanyRows rows;
    private final Locale language;

    DeletionSubject(@Lazy CompanyDeletions deletions, CompanyRows rows, Settings settings) {
        this.deletions = deletions;
        this.rows = rows;
        this.language = settings.language();
    }

    @Override
    public String prefix() {
        return CompanyDeletions.PREFIX;
    }

    @Override
    public String line(String businessKey) {
        return deletions
                .find(businessKey)
                .map(deletion -> Refusal.text(
                        "customers.deletion.subject",
                        language,
                        rows.all(List.of(deletion.company())).stream()
                                .findFirst()
                                .map(CompanyCard::name)
                                .orElse(deletion.company()),
                        deletion.reason()))
                .orElse(businessKey);
    }

    @Override
    public String details(String businessKey) {
        var counts = deletions.preview(businessKey).entrySet().stream()
                .map(entry -> Refusal.text(Refusal.keyOf(entry.getKey()), language) + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
        return line(businessKey) + "\n" + Refusal.text("customers.deletion.goes", language, counts);
    }
}
