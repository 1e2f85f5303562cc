package otklik.products.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import otklik.history.Event;
import otklik.history.History;
import otklik.kernel.Money;
import otklik.kernel.Refusal;
import otklik.products.ChangedMeanwhile;
import otklik.products.ProductCard;
import otklik.products.Products;
import otklik.products.VatRate;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** One product: its fields, which are always open for a change, and what happened to it. */
class ProductPane extends Div {
    private static final int HISTORY_LINES = 20;

    private final transient Products products;
    private final transient Policy policy;
    private final transient History history;
    private final transient Accounts accounts;
    private final transient Texts texts;
    private final transient Consumer<ProductCard> added;
    private final TextField name = new TextField(t("products.name"));
    private final TextField price = new TextField(t("products.price"));
    private final VatField vat = new VatField();
    private final Div head = Parts.row("head");
    private final Div conflict = new Div();
    private final Div form = Parts.row("form", name, price, vat);
    private final Div timeline = Parts.row("timeline");
    private final Div past = Parts.row("past", new H2(t("products.history")), timeline);
    private final Div body = Parts.row("body", conflict, form, past);
    private final Div foot = Parts.row("foot");
    private int lines = HISTORY_LINES;
    private boolean isOpen;
    /** As it was when the fields were filled; null while a product is being added. */
    private @Nullable ProductCard product;

    /**
     * @param added told of a product that has just been added
     * @param leave asked to close the pane
     */
    ProductPane(
            Products products,
            History history,
            Accounts accounts,
            Policy policy,
            Texts texts,
            Consumer<ProductCard> added,
            Runnable leave) {
        this.products = products;
        this.policy = policy;
        this.history = history;
        this.accounts = accounts;
        this.texts = texts;
        this.added = added;
        addClassName("card");
        name.setRequiredIndicatorVisible(true);
        name.setMaxLength(Products.LONGEST_NAME);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        name.addValueChangeListener(change -> name.setInvalid(false));
        price.setRequiredIndicatorVisible(true);
        price.setSuffixComponent(new Span("₽"));
        price.getElement().setAttribute("inputmode", "decimal");
        price.setValueChangeMode(ValueChangeMode.EAGER);
        price.addValueChangeListener(change -> {
            price.setInvalid(false);
            tellTax();
        });
        vat.addValueChangeListener(change -> tellTax());
        // A key inside a field is the field's own, so Esc is heard here as well as on the page.
        getElement().addEventListener("keydown", key -> leave.run()).setFilter("event.key === 'Escape'");
        close();
    }

    static String state(boolean active) {
        return t(active ? "products.active" : "products.inactive");
    }

    void close() {
        empty(t("products.nothingOpen"), t("products.nothingOpen.hint"));
    }

    void showUnknown(String id) {
        empty(t("products.unknown", id), "");
    }

    private void empty(String title, String hint) {
        isOpen = false;
        product = null;
        removeAll();
        add(Parts.empty(title, hint));
    }

    void add() {
        if (!isOpen || product != null) {
            open(null);
            name.clear();
            price.clear();
            vat.clear();
            forgetErrors();
        }
        name.focus();
    }

    /** Opens a product; the one that is open already keeps what is typed in it. */
    void show(ProductCard shown) {
        if (product == null || product.id() != shown.id()) {
            lines = HISTORY_LINES;
            open(shown);
            fill(shown);
        }
    }

    /** After a change elsewhere: shows the new values where nothing is typed, and the new line of history anyway. */
    void refresh() {
        if (product != null) {
            products.byId(product.id()).filter(now -> !isDirty()).ifPresent(now -> {
                open(now);
                fill(now);
            });
            showTimeline();
        }
    }

    void focus() {
        name.focus();
    }

    private void open(@Nullable ProductCard shown) {
        isOpen = true;
        product = shown;
        removeAll();
        conflict.removeAll();
        head.removeAll();
        foot.removeAll();
        var mayChange = policy.may(Section.PRODUCTS, shown == null ? Action.CREATE : Action.CHANGE);
        name.setReadOnly(!mayChange);
        price.setReadOnly(!mayChange);
        vat.setReadOnly(!mayChange);
        if (mayChange) {
            foot.add(Parts.primary(Parts.button(t("ui.save"), "Ctrl+Enter", "Ctrl ↵", this::save)));
        }
        if (shown == null) {
            head.add(new H1(t("products.new")));
        } else {
            head.add(
                    new H1(shown.name()),
                    Parts.tag(shown.active() ? Parts.Tone.OK : Parts.Tone.PLAN, state(shown.active())));
            if (mayChange) {
                foot.add(
                        Parts.row("grow"),
                        new Button(
                                t(shown.active() ? "products.deactivate" : "products.activate"),
                                click -> turn(shown.id(), !shown.active(), true)));
            }
            showTimeline();
        }
        past.setVisible(shown != null);
        add(head, body, foot);
    }

    private void fill(ProductCard shown) {
        name.setValue(shown.name());
        price.setValue(shown.price().number(Texts.locale()));
        vat.choose(shown.vat());
        forgetErrors();
    }

    private void forgetErrors() {
        name.setInvalid(false);
        price.setInvalid(false);
        vat.setInvalid(false);
    }

    /** Whether something is typed that would be lost. */
    boolean isDirty() {
        if (!isOpen) {
            return false;
        }
        return product == null
                ? !name.isEmpty() || !price.isEmpty() || vat.getValue() != null
                : !name.getValue().equals(product.name())
                        || !price.getValue().equals(product.price().number(Texts.locale()))
                        || !product.vat().equals(vat.getValue());
    }

    void askToDiscard(Runnable discard, Runnable stay) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(t("products.unsaved"));
        dialog.add(new Paragraph(t("products.unsaved.text")));
        var back = new Button(t("products.unsaved.stay"), click -> {
            dialog.close();
            stay.run();
        });
        dialog.addDialogCloseActionListener(escape -> {
            dialog.close();
            stay.run();
        });
        dialog.getFooter()
                .add(
                        new Button(t("products.unsaved.discard"), click -> {
                            dialog.close();
                            discard.run();
                        }),
                        Parts.primary(back));
        dialog.open();
        back.focus();
    }

    private void tellTax() {
        try {
            var rate = vat.getValue();
            var tax = rate == null || price.isEmpty()
                    ? Money.ZERO
                    : rate.within(Money.parse(price.getValue(), Texts.locale()));
            price.setHelperText(tax.equals(Money.ZERO) ? null : t("products.taxWithin", tax.text(Texts.locale())));
        } catch (Refusal unfinished) {
            // The field says so when the product is saved; a half-typed amount is no mistake yet.
            price.setHelperText(null);
        }
    }

    private void save() {
        var typedPrice = typedPrice();
        var rate = typedVat();
        var draft = draft(typedPrice, rate);
        if (draft == null) {
            return;
        }
        try {
            if (product == null) {
                var fresh = products.add(draft);
                close();
                Parts.done(t("products.added", fresh.name()));
                added.accept(fresh);
            } else {
                var saved = products.change(product.id(), product.version(), draft);
                open(saved);
                fill(saved);
                Parts.done(t("products.saved", saved.name()));
            }
        } catch (ChangedMeanwhile changed) {
            showConflict(changed);
        } catch (Refusal refusal) {
            complain(refusal);
        }
    }

    private @Nullable Money typedPrice() {
        try {
            return Money.parse(price.getValue(), Texts.locale());
        } catch (Refusal wrong) {
            complain(wrong);
            return null;
        }
    }

    private @Nullable VatRate typedVat() {
        if (vat.getValue() == null) {
            vat.complain(vat.isInvalid() ? new Refusal("products.wrongVat") : new Refusal("products.vatMissing"));
            return null;
        }
        return vat.getValue();
    }

    /** All that is wrong is said at once, each at its field; the name last, so that the cursor goes to the first wrong field. */
    private Products.@Nullable Draft draft(@Nullable Money typedPrice, @Nullable VatRate rate) {
        try {
            var draft = new Products.Draft(
                    name.getValue(),
                    Objects.requireNonNullElse(typedPrice, Money.ZERO),
                    Objects.requireNonNullElse(rate, VatRate.NONE));
            return typedPrice == null || rate == null ? null : draft;
        } catch (Refusal wrong) {
            complain(wrong);
            return null;
        }
    }

    private void complain(Refusal refusal) {
        var field = refusal.key().startsWith("kernel.money.") ? price : name;
        field.setErrorMessage(refusal.in(Texts.locale()));
        field.setInvalid(true);
        field.focus();
    }

    /** Theirs is saved and stands in the fields that were not touched here; what was typed stays until the person decides. */
    private void showConflict(ChangedMeanwhile changed) {
        var seen = Objects.requireNonNull(product);
        var theirs = changed.theirs();
        var typedName = name.getValue();
        var typedPrice = price.getValue();
        var typedRate = vat.getValue();
        open(theirs);
        fill(theirs);
        if (!typedName.equals(seen.name())) {
            name.setValue(typedName);
        }
        if (!typedPrice.equals(seen.price().number(Texts.locale()))) {
            price.setValue(typedPrice);
        }
        if (!seen.vat().equals(typedRate)) {
            vat.choose(typedRate);
        }
        var note = Parts.row(
                "note",
                new Div(changed.in(Texts.locale())),
                new Div(t(
                        "products.theirs",
                        theirs.name(),
                        theirs.price().text(Texts.locale()),
                        VatField.word(theirs.vat()),
                        state(theirs.active()))),
                Parts.row(
                        "line",
                        new Button(t("products.keepMine"), click -> save()),
                        new Button(t("products.takeTheirs"), click -> {
                            open(theirs);
                            fill(theirs);
                        })));
        note.getElement().setAttribute("role", "alert");
        conflict.add(note);
    }

    private void turn(long id, boolean active, boolean mayUndo) {
        Parts.attempt(() -> {
            var now = active ? products.activate(id) : products.deactivate(id);
            if (product != null && product.id() == id) {
                if (isDirty()) {
                    // What is typed stays; it was typed over the version before the switch, which changed no field.
                    product =
                            new ProductCard(id, now.version(), product.name(), product.price(), product.vat(), active);
                } else {
                    open(now);
                    fill(now);
                }
            }
            var said = t(active ? "products.activated" : "products.deactivated", now.name());
            if (mayUndo) {
                Parts.doneWithUndo(said, () -> turn(id, !active, false));
            } else {
                Parts.done(said);
            }
        });
    }

    private void showTimeline() {
        timeline.removeAll();
        if (product == null) {
            return;
        }
        var events = history.of(Products.caseKey(product.id()), 0, lines + 1);
        events.stream().limit(lines).forEach(event -> timeline.add(line(event)));
        if (events.size() > lines) {
            timeline.add(new NativeButton(t("products.earlier"), click -> {
                lines += HISTORY_LINES;
                showTimeline();
            }));
        }
    }

    private Div line(Event event) {
        var line = new Div(
                new Div(new Span(t("history." + event.kind())), new Span(" "), Parts.moment(texts, event.at())));
        if (event.after() != null) {
            var after = shown(event.kind(), event.after());
            line.add(Parts.text(
                    "muted", event.before() == null ? after : shown(event.kind(), event.before()) + " → " + after));
        }
        var actor = event.actorKind() == Event.ActorKind.PERSON ? accounts.nameOf(event.actor()) : t("ui.name");
        var by = Parts.text("small", actor);
        by.addClassName("faint");
        line.add(by);
        return line;
    }

    private static String shown(String kind, String plain) {
        return switch (kind) {
            case "productRepriced" -> Money.of(plain).text(Texts.locale());
            case "productVatChanged" ->
                VatField.word(plain.equals(VatRate.NONE.toString()) ? VatRate.NONE : VatRate.of(plain));
            default -> plain;
        };
    }
}
