package otklik.products;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.history.History;
import otklik.kernel.Money;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * The products of the company. Every change is a line of history under {@link #caseKey}. A product is switched off, never deleted: old
 * invoices and rights name its id.
 */
@Service
public class Products {
    /** How long a name may be, in characters. */
    public static final int LONGEST_NAME = 200;
    /** How many products may be active: {@link #active()} gives them all out at once. */
    public static final int MOST_ACTIVE = 1000;

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

    private final ProductRepository products;
    private final History history;
    private final Accounts accounts;
    private final Signals signals;
    private final Policy policy;
    private final TransactionTemplate transaction;

    Products(
            ProductRepository products,
            History history,
            Accounts accounts,
            Signals signals,
            PlatformTransactionManager transactions,
            Policy policy) {
        this.policy = policy;
        this.products = products;
        this.history = history;
        this.accounts = accounts;
        this.signals = signals;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What a person decides about a product.
     *
     * @param name 1 to 200 characters; spaces at the ends and double ones are taken out; refused otherwise
     * @param price not negative, at most {@link Money#MOST_TYPED}, VAT included; zero is a product that costs nothing
     */
    public record Draft(String name, Money price, VatRate vat) {
        public Draft {
            name = SPACES.matcher(name).replaceAll(" ").strip();
            if (name.isEmpty()) {
                throw new Refusal("products.nameMissing");
            }
            if (name.length() > LONGEST_NAME) {
                throw new Refusal("products.nameTooLong", LONGEST_NAME);
            }
            if (price.compareTo(Money.ZERO) < 0) {
                throw new Refusal("kernel.money.negative");
            }
            if (price.compareTo(Money.MOST_TYPED) > 0) {
                throw new Refusal("kernel.money.tooMuch", Money.MOST_TYPED.amount());
            }
        }
    }

    /** Business key of a product in the timeline. */
    public static String caseKey(long id) {
        return "product:" + id;
    }

    /** Adds an active product; refused when an active one has the name already. */
    public ProductCard add(Draft draft) {
        policy.require(Section.PRODUCTS, Action.CREATE);
        return orNameTaken(draft.name(), () -> {
            refuseTakenName(draft.name(), 0);
            refuseTooMany();
            var added = products.saveAndFlush(new Product(draft)).card();
            history.tell(new History.Change(caseKey(added.id()), "productAdded").from(null, added.name()));
            signals.say(Signals.PRODUCTS);
            return added;
        });
    }

    /**
     * Changes a product.
     *
     * @param version the version that the person saw
     * @throws ChangedMeanwhile when another version is saved; nothing is changed then
     */
    public ProductCard change(long id, long version, Draft draft) {
        policy.require(Section.PRODUCTS, Action.CHANGE);
        try {
            return orNameTaken(draft.name(), () -> changeNow(id, version, draft));
        } catch (ObjectOptimisticLockingFailureException lostRace) {
            throw changedMeanwhile(byId(id).orElseThrow(() -> unknown(id)));
        }
    }

    private ProductCard changeNow(long id, long version, Draft draft) {
        var product = products.findById(id).orElseThrow(() -> unknown(id));
        var before = product.card();
        if (before.version() != version) {
            throw changedMeanwhile(before);
        }
        if (before.active()) {
            refuseTakenName(draft.name(), id);
        }
        product.change(draft);
        var after = products.saveAndFlush(product).card();
        tell(before, after);
        return after;
    }

    private void tell(ProductCard before, ProductCard after) {
        var key = caseKey(after.id());
        if (!before.name().equals(after.name())) {
            history.tell(new History.Change(key, "productRenamed").from(before.name(), after.name()));
        }
        if (!before.price().equals(after.price())) {
            history.tell(new History.Change(key, "productRepriced")
                    .from(before.price().toString(), after.price().toString()));
        }
        if (!before.vat().equals(after.vat())) {
            history.tell(new History.Change(key, "productVatChanged")
                    .from(before.vat().toString(), after.vat().toString()));
        }
        if (before.version() != after.version()) {
            signals.say(Signals.PRODUCTS);
        }
    }

    /** Lets the product be sold again; refused when another active one has its name by now. Does nothing to an active one. */
    public ProductCard activate(long id) {
        policy.require(Section.PRODUCTS, Action.CHANGE);
        var name = byId(id).orElseThrow(() -> unknown(id)).name();
        return orNameTaken(name, () -> {
            var product = products.findById(id).orElseThrow(() -> unknown(id));
            if (product.card().active()) {
                return product.card();
            }
            refuseTakenName(product.card().name(), id);
            refuseTooMany();
            product.activate(true);
            history.tell(new History.Change(caseKey(id), "productActivated"));
            return switched(product);
        });
    }

    /** Takes the product out of what may be sold from now on. Does nothing to an inactive one. */
    public ProductCard deactivate(long id) {
        policy.require(Section.PRODUCTS, Action.CHANGE);
        return java.util.Objects.requireNonNull(transaction.execute(status -> {
            var product = products.findById(id).orElseThrow(() -> unknown(id));
            if (!product.card().active()) {
                return product.card();
            }
            product.activate(false);
            history.tell(new History.Change(caseKey(id), "productDeactivated"));
            return switched(product);
        }));
    }

    private ProductCard switched(Product product) {
        signals.say(Signals.PRODUCTS);
        return products.saveAndFlush(product).card();
    }

    public Optional<ProductCard> byId(long id) {
        return products.findById(id).map(Product::card);
    }

    /** The products by id, active or not; ids that nobody has are left out. One query. */
    public Map<Long, ProductCard> byIds(Collection<Long> ids) {
        return products.findAllById(ids).stream()
                .map(Product::card)
                .collect(Collectors.toMap(ProductCard::id, Function.identity()));
    }

    /** All that may be sold, by name; at most {@link #MOST_ACTIVE}. */
    public List<ProductCard> active() {
        return list("", false, 0, MOST_ACTIVE);
    }

    /** One page of the list, by name. */
    public List<ProductCard> list(String text, boolean includeInactive, int offset, int limit) {
        policy.require(Section.PRODUCTS, Action.VIEW);
        var found = includeInactive
                ? products.listAll(needle(text), offset, limit)
                : products.listActive(needle(text), offset, limit);
        return found.stream().map(Product::card).toList();
    }

    /** How many {@link #list} has in all. */
    public int count(String text, boolean includeInactive) {
        policy.require(Section.PRODUCTS, Action.VIEW);
        return products.count(needle(text), includeInactive);
    }

    /** What is searched for, as a part of a name; signs that mean something to the database are taken as they are. */
    private static String needle(String text) {
        var small = Product.small(SPACES.matcher(text).replaceAll(" ").strip());
        return small.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    private void refuseTakenName(String name, long exceptId) {
        products.findByActiveName(Product.small(name))
                .filter(other -> other.card().id() != exceptId)
                .ifPresent(other -> {
                    throw nameTaken(name);
                });
    }

    private void refuseTooMany() {
        if (products.countByActiveTrue() >= MOST_ACTIVE) {
            throw new Refusal("products.tooMany", MOST_ACTIVE);
        }
    }

    /** Two people may take the same name at the same moment: then the unique key decides, and the second one is told as usual. */
    private ProductCard orNameTaken(String name, java.util.function.Supplier<ProductCard> work) {
        try {
            return java.util.Objects.requireNonNull(transaction.execute(status -> work.get()));
        } catch (DataIntegrityViolationException violation) {
            if (violation.getCause() instanceof ConstraintViolationException constraint
                    && String.valueOf(constraint.getConstraintName())
                            .toLowerCase(java.util.Locale.ROOT)
                            .contains("uq_product_active_name")) {
                throw nameTaken(name);
            }
            throw violation;
        }
    }

    private ChangedMeanwhile changedMeanwhile(ProductCard theirs) {
        var who = history.of(caseKey(theirs.id()), 0, 1).stream()
                .findFirst()
                .map(event -> accounts.nameOf(event.actor()))
                .orElse("?");
        return new ChangedMeanwhile(who, theirs);
    }

    private static Refusal nameTaken(String name) {
        return new Refusal("products.nameTaken", name);
    }

    private static Refusal unknown(long id) {
        return new Refusal("products.unknown", String.valueOf(id));
    }
}
