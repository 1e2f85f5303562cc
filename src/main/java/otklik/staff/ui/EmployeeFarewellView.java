package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Signals;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Needs;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.security.WorkGroup;
import otklik.staff.Belongings.Target;
import otklik.staff.Belongings.Way;
import otklik.staff.Farewell;
import otklik.staff.FarewellState;
import otklik.staff.Farewells;
import otklik.staff.Farewells.Bucket;
import otklik.staff.Farewells.Decision;
import otklik.staff.Farewells.Line;
import otklik.staff.Farewells.MoveOutcome;
import otklik.staff.Farewells.Problem;
import otklik.staff.Farewells.Share;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;

/**
 * The farewell of an employee: beginning it, deciding about each kind of work with a preview of who would get how many, the receipt, and
 * taking everything back. Opens by the number of a farewell or by a login.
 */
@Route(value = EmployeeFarewellView.PATH + "/:farewell", layout = MainLayout.class)
@PermitAll
@Needs(value = Section.EMPLOYEES, action = Action.DELETE)
class EmployeeFarewellView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "farewells";
    private static final int SHOWN_THINGS = 3;

    private final transient Farewells farewells;
    private final transient Accounts accounts;
    private final transient Policy policy;
    private final transient Texts texts;
    private final Div column = Parts.row("column");
    private final List<Question> questions = new ArrayList<>();
    private String login = "";
    private @Nullable String number;
    private @Nullable String shown;

    EmployeeFarewellView(Farewells farewells, Accounts accounts, Policy policy, Texts texts, Signals signals) {
        this.farewells = farewells;
        this.accounts = accounts;
        this.policy = policy;
        this.texts = texts;
        addClassNames("page", "one", "farewell");
        add(column);
        Live.refresh(this, signals, topic -> topic.equals(number) || topic.equals(Signals.STAFF), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return t("staff.farewell.title", accounts.nameOf(login)) + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var key = event.getRouteParameters().get("farewell").orElse("");
        var farewell = farewells.find(key).or(() -> farewells.of(key).filter(found -> !isAgain(found)));
        var person =
                farewell.map(Farewell::login).or(() -> accounts.byLogin(key).map(Account::login));
        if (person.isEmpty() || !policy.may(Section.EMPLOYEES, Action.DELETE)) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        login = person.get();
        number = farewell.map(Farewell::number).orElse(null);
        shown = null;
        refresh();
    }

    /** One that was taken back or given up is over: the address of the person begins another. */
    static boolean isAgain(Farewell farewell) {
        return farewell.state().isOver() && farewell.state() != FarewellState.LEFT;
    }

    private void refresh() {
        var farewell = number == null ? Optional.<Farewell>empty() : farewells.find(number);
        var problems = number == null ? List.<Problem>of() : farewells.problems(number);
        var state = farewell.map(found -> found.state().name()).orElse("") + problems;
        if (state.equals(shown)) {
            questions.forEach(Question::preview);
            return;
        }
        shown = state;
        column.removeAll();
        questions.clear();
        if (farewell.isEmpty()) {
            showBeginning();
        } else if (farewell.get().state() == FarewellState.DECIDING) {
            showDecision(farewell.get(), problems);
        } else {
            showReceipt(farewell.get());
        }
    }

    private boolean act(Runnable action) {
        var done = Parts.attempt(action);
        refresh();
        return done;
    }

    // Beginning.

    private void showBeginning() {
        var body = Parts.row("body", Parts.row("muted", new Span(t("staff.farewell.begin.hint"))));
        body.add(inHand(farewells.buckets(login)));
        var begin = Parts.primary(Parts.button(
                t("staff.farewell.begin"), "Ctrl+Enter", "Ctrl ↵", () -> act(() -> number = farewells.begin(login))));
        begin.setId("begin-farewell");
        begin.addThemeVariants(ButtonVariant.LUMO_ERROR);
        column.add(Parts.row("card", head(null), body, Parts.row("foot", begin)));
    }

    private Div head(@Nullable Farewell farewell) {
        var head = Parts.row("head", new H1(t("staff.farewell.title", accounts.nameOf(login))));
        if (farewell != null) {
            head.add(
                    Parts.tag(tone(farewell.state()), t(farewell.state())),
                    Parts.row("grow"),
                    Parts.text("faint", farewell.number()));
        }
        return head;
    }

    static Parts.Tone tone(FarewellState state) {
        return switch (state) {
            case DECIDING -> Parts.Tone.TODAY;
            case HANDED_OVER, LEFT -> Parts.Tone.OK;
            case TAKEN_BACK, CANCELLED -> Parts.Tone.PLAN;
        };
    }

    private NativeTable inHand(List<Bucket> buckets) {
        var table = table("staff.farewell.what", "staff.farewell.count");
        buckets.forEach(bucket -> row(
                table,
                new Span(t(bucket.title())),
                new Span(String.valueOf(bucket.things().size()))));
        return table;
    }

    // Deciding.

    private void showDecision(Farewell farewell, List<Problem> problems) {
        var body = Parts.row("body", Parts.row("muted", new Span(t("staff.farewell.decide.hint"))));
        if (!problems.isEmpty()) {
            var note = Parts.row("note", new Div(new Span(t("staff.farewell.nothingDone"))));
            note.addClassName("bad");
            problems.forEach(problem ->
                    note.add(new Div(new Span(t(farewells.title(problem.bucket())) + ": " + words(problem)))));
            body.add(note);
        }
        column.add(Parts.row("card", head(farewell), body));
        var known = farewells.decisions(farewell.number()).stream()
                .collect(Collectors.toMap(Decision::bucket, decision -> decision));
        var buckets = farewells.buckets(login);
        buckets.stream()
                .filter(bucket -> bucket.isAsked() && !bucket.things().isEmpty())
                .forEach(bucket -> {
                    var question = new Question(bucket, known.get(bucket.name()));
                    questions.add(question);
                    column.add(question);
                });
        var others = buckets.stream()
                .filter(bucket -> !bucket.isAsked() || bucket.things().isEmpty())
                .toList();
        column.add(Parts.row("card", Parts.row("head", new H2(t("staff.farewell.others"))), others(others)));
        var handOver = Parts.primary(Parts.button(
                t("staff.farewell.handOver"),
                "Ctrl+Enter",
                "Ctrl ↵",
                () -> act(() -> {
                    shown = null;
                    farewells.decide(farewell.number(), decisions());
                })));
        handOver.setId("hand-over");
        var stays = new Button(t("staff.farewell.cancel"), click -> act(() -> farewells.cancel(farewell.number())));
        column.add(Parts.row("card", Parts.row("foot", handOver, stays)));
        questions.forEach(Question::preview);
    }

    private Div others(List<Bucket> buckets) {
        var table = table("staff.farewell.what", "staff.farewell.count", "staff.farewell.happens");
        buckets.forEach(bucket -> row(
                table,
                new Span(t(bucket.title())),
                new Span(String.valueOf(bucket.things().size())),
                new Span(
                        bucket.things().isEmpty()
                                ? "—"
                                : t(
                                        bucket.ways().contains(Way.FOLLOW)
                                                ? "staff.farewell.follows"
                                                : "staff.farewell.ends"))));
        row(table, new Span(t("staff.farewell.teams")), new Span(teams()), new Span(t("staff.farewell.teams.end")));
        return Parts.row("body", table);
    }

    private String teams() {
        var groups = accounts.byLogin(login).map(Account::groups).orElse(java.util.Set.of());
        return String.valueOf(accounts.groups().stream()
                .filter(group -> group.kind() == WorkGroup.Kind.TEAM && groups.contains(group.id()))
                .count());
    }

    private List<Decision> decisions() {
        return questions.stream()
                .map(Question::decision)
                .filter(Objects::nonNull)
                .map(Decision.class::cast)
                .toList();
    }

    private String words(Problem problem) {
        var what = t(problem.misfit());
        return problem.target().isEmpty() ? what : name(problem.target()) + " — " + what;
    }

    private String name(String target) {
        return accounts.group(target)
                .map(group -> String.valueOf(group.name()))
                .orElseGet(() -> accounts.nameOf(target));
    }

    private String name(Target target) {
        return target.id() == null ? t("staff.farewell.nobody") : name(String.valueOf(target.id()));
    }

    /** One kind of things: the way, the people, and what they would get. */
    private class Question extends Div {
        private final transient Bucket bucket;
        private final Select<Way> way = new Select<>();
        private final ComboBox<Account> one = new ComboBox<>(t("staff.farewell.to"));
        private final MultiSelectComboBox<Account> several = new MultiSelectComboBox<>(t("staff.farewell.toSeveral"));
        private final ComboBox<WorkGroup> team = new ComboBox<>(t("staff.farewell.toTeam"));
        private final Div result = new Div();

        Question(Bucket bucket, @Nullable Decision known) {
            this.bucket = bucket;
            addClassName("card");
            setId("bucket-" + bucket.name());
            way.setLabel(t("staff.farewell.way"));
            way.setItems(
                    Arrays.stream(Way.values()).filter(bucket.ways()::contains).toList());
            way.setItemLabelGenerator(Texts::t);
            var people = farewells.candidates(login, bucket.name());
            one.setItems(people);
            one.setItemLabelGenerator(Account::name);
            several.setItems(people);
            several.setItemLabelGenerator(Account::name);
            several.setWidth("420px");
            team.setItems(accounts.groups().stream()
                    .filter(group -> group.kind() == WorkGroup.Kind.TEAM)
                    .toList());
            team.setItemLabelGenerator(group -> String.valueOf(group.name()));
            if (known != null) {
                fill(known);
            }
            way.addValueChangeListener(change -> preview());
            one.addValueChangeListener(change -> preview());
            several.addValueChangeListener(change -> preview());
            team.addValueChangeListener(change -> preview());
            add(
                    Parts.row(
                            "head",
                            new H2(t(bucket.title())),
                            Parts.tag(
                                    Parts.Tone.PLAN,
                                    String.valueOf(bucket.things().size()))),
                    Parts.row("body", things(), Parts.row("line", way, one, several, team), result));
        }

        private void fill(Decision known) {
            way.setValue(known.way());
            var chosen = known.targets().stream()
                    .flatMap(target -> accounts.byLogin(target).stream())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            chosen.stream().findFirst().ifPresent(one::setValue);
            several.setValue(chosen);
            known.targets().stream()
                    .flatMap(target -> accounts.group(target).stream())
                    .findFirst()
                    .ifPresent(team::setValue);
        }

        private Div things() {
            var lines = bucket.things().stream()
                    .limit(SHOWN_THINGS)
                    .map(thing -> thing.line())
                    .collect(Collectors.joining(" · "));
            var more = bucket.things().size() - SHOWN_THINGS;
            return Parts.row("muted", new Span(more > 0 ? t("staff.farewell.more", lines, more) : lines));
        }

        @Nullable
        Decision decision() {
            var chosen = way.getValue();
            return chosen == null ? null : new Decision(bucket.name(), chosen, targets(chosen));
        }

        private List<String> targets(Way chosen) {
            return switch (chosen) {
                case ONE -> one.isEmpty() ? List.of() : List.of(one.getValue().login());
                case EVENLY, BY_LOAD ->
                    several.getValue().stream().map(Account::login).toList();
                case TEAM ->
                    team.isEmpty() ? List.of() : List.of(team.getValue().id());
                case RELEASE, FOLLOW -> List.of();
            };
        }

        /** Worked out anew after each choice, exactly as it would be done. */
        void preview() {
            var chosen = way.getValue();
            one.setVisible(chosen == Way.ONE);
            several.setVisible(chosen == Way.EVENLY || chosen == Way.BY_LOAD);
            team.setVisible(chosen == Way.TEAM);
            result.removeAll();
            var decision = decision();
            if (decision == null) {
                return;
            }
            var preview = farewells.preview(login, List.of(decision));
            preview.problems().stream()
                    .filter(problem -> problem.bucket().equals(bucket.name()))
                    .forEach(problem -> result.add(Parts.row("line", Parts.tag(Parts.Tone.LATE, words(problem)))));
            var shares = preview.shares().stream()
                    .filter(share -> share.bucket().equals(bucket.name()))
                    .toList();
            if (!shares.isEmpty()) {
                result.add(shares(shares));
            }
        }

        private NativeTable shares(List<Share> shares) {
            var table =
                    table("staff.farewell.who", "staff.farewell.has", "staff.farewell.gets", "staff.farewell.willHave");
            table.addClassName("shares");
            shares.forEach(share -> {
                var isPerson = share.target().login() != null;
                var sum = share.load() + share.count();
                row(
                        table,
                        new Span(name(share.target())),
                        new Span(isPerson ? String.valueOf(share.load()) : "—"),
                        new Span("+" + share.count()),
                        new Span(
                                !isPerson
                                        ? "—"
                                        : bucket.most() == null
                                                ? String.valueOf(sum)
                                                : t("staff.farewell.ofMost", sum, bucket.most())));
            });
            return table;
        }
    }

    // The receipt.

    private void showReceipt(Farewell farewell) {
        var body = Parts.row(
                "body",
                Parts.row(
                        "muted",
                        new Span(t("staff.farewell.hint." + farewell.state().name()))));
        var sums = farewells.summary(farewell.number());
        if (!sums.isEmpty()) {
            var table =
                    table("staff.farewell.what", "staff.farewell.who", "staff.farewell.count", "staff.farewell.became");
            sums.forEach(sum -> row(
                    table,
                    new Span(t(farewells.title(sum.bucket()))),
                    new Span(name(sum.target())),
                    new Span(String.valueOf(sum.count())),
                    outcome(sum.outcome(), sum.target())));
            body.add(table);
        }
        var card = Parts.row("card", head(farewell), body);
        card.setId("receipt");
        if (farewell.state() == FarewellState.HANDED_OVER) {
            var back = Parts.button(
                    t("staff.farewell.takeBack"), "", "", () -> act(() -> farewells.takeBack(farewell.number())));
            back.setId("take-back");
            card.add(Parts.row(
                    "foot",
                    back,
                    Parts.text("muted", t("staff.farewell.sinceHandOver")),
                    Parts.moment(texts, Objects.requireNonNull(farewell.handedOverAt()))));
        } else if (farewell.state() != FarewellState.LEFT) {
            card.add(Parts.row("foot", new Button(t("staff.farewell.again"), click -> getUI().ifPresent(ui -> {
                number = null;
                shown = null;
                ui.navigate(PATH + "/" + login);
            }))));
        }
        column.add(card);
        if (!sums.isEmpty()) {
            column.add(Parts.row("card", Parts.row("head", new H2(t("staff.farewell.receipt"))), lines(farewell)));
        }
    }

    private static Component outcome(MoveOutcome outcome, Target target) {
        return Parts.tag(
                switch (outcome) {
                    case MOVED -> Parts.Tone.OK;
                    case BACK -> Parts.Tone.PLAN;
                    case STAYED -> Parts.Tone.TODAY;
                },
                word(outcome, target));
    }

    /** What went to nobody was not handed over, but ended. */
    private static String word(MoveOutcome outcome, Target target) {
        return outcome == MoveOutcome.MOVED && target.kind() == Target.Kind.NOBODY
                ? t("staff.farewell.released")
                : t(outcome);
    }

    private Grid<Line> lines(Farewell farewell) {
        var grid = new Grid<Line>();
        grid.addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_NO_BORDER);
        grid.setHeight("320px");
        grid.getElement().setAttribute("aria-label", t("staff.farewell.receipt"));
        var titles = farewells.buckets(login).stream().collect(Collectors.toMap(Bucket::name, Bucket::title));
        grid.addColumn(line -> t(titles.getOrDefault(line.bucket(), line.bucket())))
                .setHeader(t("staff.farewell.what"))
                .setFlexGrow(0)
                .setWidth("230px");
        grid.addColumn(Line::line).setHeader(t("staff.farewell.thing"));
        grid.addColumn(line -> name(line.target()))
                .setHeader(t("staff.farewell.who"))
                .setFlexGrow(0)
                .setWidth("200px");
        grid.addColumn(line -> word(line.outcome(), line.target()))
                .setHeader(t("staff.farewell.became"))
                .setFlexGrow(0)
                .setWidth("200px");
        grid.setItems(query -> farewells.receipt(farewell.number(), query.getOffset(), query.getLimit()).stream());
        return grid;
    }

    private static NativeTable table(String... headings) {
        var table = new NativeTable();
        table.addClassName("plain");
        var row = new NativeTableRow();
        Arrays.stream(headings).forEach(heading -> row.add(new NativeTableHeaderCell(t(heading))));
        table.add(new NativeTableHeader(row), new NativeTableBody());
        return table;
    }

    private static void row(NativeTable table, Component... cells) {
        var row = new NativeTableRow();
        Arrays.stream(cells).forEach(cell -> row.add(new NativeTableCell(cell)));
        table.getBody().add(row);
    }
}
