package otklik.customers;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.products.Products;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/** What companies were interested in and what they have bought, for segments (S1.39). At most a hundred a company. */
@Service
public class CompanyProducts {
    static final int MOST = 100;

    private final JdbcClient jdbc;
    private final CompanyRows rows;
    private final Companies companies;
    private final Products products;
    private final Policy policy;
    private final History history;
    private final Signals signals;
    private final Clock clock;

    CompanyProducts(
            JdbcClient jdbc,
            CompanyRows rows,
            Companies companies,
            Products products,
            Policy policy,
            History history,
            Signals signals,
            Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.companies = companies;
        this.products = products;
        this.policy = policy;
        this.history = history;
        this.signals = signals;
        this.clock = clock;
    }

    /** What a company has to do with a product. */
    public enum ProductTie {
        INTEREST,
        PURCHASE
    }

    /**
     * @param product id
     * @param by login of who noted it; none where the program did
     */
    public record Noted(long product, String name, ProductTie tie, Instant at, @Nullable String by) {}

    /** What is noted of a company, purchases first, by name; nothing for who may not see it. */
    public List<Noted> of(String company) {
        if (companies.find(company).isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        """
                        select n.product_id, p.name, n.kind, n.noted_at, n.noted_by from company_product n
                        join company c on c.id = n.company_id join product p on p.id = n.product_id
                        where c.number = ? order by n.kind desc, p.name""")
                .param(company)
                .query((row, index) -> new Noted(
                        row.getLong("product_id"),
                        row.getString("name"),
                        ProductTie.valueOf(row.getString("kind")),
                        row.getObject("noted_at", OffsetDateTime.class).toInstant(),
                        row.getString("noted_by")))
                .list();
    }

    /** Notes a product; what is noted already stays as it is. */
    @Transactional
    public void note(String company, long product, ProductTie tie) {
        var card = lock(company);
        var name = products.byId(product)
                .orElseThrow(() -> new Refusal("products.unknown", String.valueOf(product)))
                .name();
        var noted = jdbc.sql("select kind, product_id from company_product where company_id = ?")
                .param(card.id())
                .query((row, index) -> row.getString("kind") + row.getLong("product_id"))
                .list();
        if (noted.contains(tie.name() + product)) {
            return;
        }
        if (noted.size() >= MOST) {
            throw new Refusal("customers.products.tooMany", MOST);
        }
        jdbc.sql(
                        "insert into company_product (company_id, product_id, kind, noted_at, noted_by) values (?, ?, ?, ?, ?)")
                .params(
                        card.id(),
                        product,
                        tie.name(),
                        clock.instant().atOffset(ZoneOffset.UTC),
                        CurrentUser.login().orElse(null))
                .update();
        tell(card, tie, null, name);
    }

    /** Takes back what was noted; does nothing where it was not. */
    @Transactional
    public void forget(String company, long product, ProductTie tie) {
        var card = lock(company);
        var taken = jdbc.sql("delete from company_product where company_id = ? and product_id = ? and kind = ?")
                .params(card.id(), product, tie.name())
                .update();
        if (taken > 0) {
            tell(card, tie, products.byId(product).map(found -> found.name()).orElse("?"), null);
        }
    }

    private CompanyCard lock(String company) {
        var card = rows.lock(company).orElseThrow(() -> new Refusal("customers.company.unknown", company));
        policy.require(Section.COMPANIES, Action.CHANGE, card.form().responsible(), null);
        return card;
    }

    private void tell(CompanyCard card, ProductTie tie, @Nullable String before, @Nullable String after) {
        var kind = tie == ProductTie.INTEREST ? "companyInterest" : "companyPurchase";
        history.tell(new History.Change(card.number(), kind).from(before, after).foreign(companies.isForeign(card)));
        signals.say(Companies.TOPIC);
    }
}
