package otklik.mailings.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import java.util.List;
import java.util.Set;
import otklik.customers.CompanyCard;
import otklik.customers.CompanySelection;
import otklik.customers.ui.CompanyPanel;
import otklik.kernel.Signals;
import otklik.mailings.CompanyLetters;
import otklik.mailings.CompanyLetters.Line;
import otklik.ui.Live;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The letters that a company got from us, and what it answered. */
@org.springframework.stereotype.Component
class LettersPanel implements CompanyPanel {
    private static final int PAGE = 30;
    private static final int MOST = 300;

    private final CompanyLetters letters;
    private final SendLetterAct act;
    private final Texts texts;
    private final Signals signals;

    LettersPanel(CompanyLetters letters, SendLetterAct act, Texts texts, Signals signals) {
        this.letters = letters;
        this.act = act;
        this.texts = texts;
        this.signals = signals;
    }

    @Override
    public String key() {
        return "letters";
    }

    @Override
    public String title() {
        return "mailings.letters";
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public Component panel(CompanyCard company) {
        return new Panel(company.number());
    }

    private final class Panel extends Div {
        private final String company;
        private final Div list = Parts.row("body");
        private int limit = PAGE;

        Panel(String company) {
            this.company = company;
            addClassName("letters-panel");
            if (act.isAllowed()) {
                var write = new Button(
                        t("mailings.letters.write"),
                        click -> act.open(CompanySelection.of(List.of(company)), this::refresh));
                add(Parts.row("tools", Parts.row("grow"), write));
            }
            add(list);
            Live.refresh(this, signals, Set.of(company), this::refresh);
            refresh();
        }

        private void refresh() {
            list.removeAll();
            var lines = letters.of(company, limit + 1);
            if (lines.isEmpty()) {
                list.add(Parts.empty(t("mailings.letters.empty"), t("mailings.letters.empty.hint")));
            }
            lines.stream().limit(limit).forEach(line -> list.add(details(line)));
            if (lines.size() > limit && limit < MOST) {
                list.add(new Button(t("mailings.letters.more"), click -> {
                    limit += PAGE;
                    refresh();
                }));
            }
        }

        private Details details(Line line) {
            var summary = Parts.row("line", tag(line), Parts.text("pick-name", line.subject()));
            summary.add(
                    Parts.text(
                            "muted",
                            t(
                                    line.received() == null ? "mailings.letters.to" : "mailings.letters.from",
                                    line.address())),
                    Parts.row("grow"),
                    Parts.moment(texts, line.at()));
            var details = new Details(summary, Parts.text("words", line.text()));
            if (line.problem() != null) {
                details.add(Parts.text("field-error", line.problem()));
            }
            if (line.received() != null) {
                details.add(Parts.file("letters/" + line.received() + "/raw", t("mailings.letters.raw")));
            }
            return details;
        }

        private Component tag(Line line) {
            var state = line.state();
            return state == null
                    ? Parts.tag(Parts.Tone.TODAY, t("mailings.letters.answer"))
                    : Parts.tag(MailingPanel.tone(state), t("mail.State." + state.name()));
        }
    }
}
