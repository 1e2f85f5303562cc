package otklik.sources.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.UI;
import java.util.List;
import org.springframework.stereotype.Component;
import otklik.history.Event;
import otklik.history.History;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.sources.SourceForms;
import otklik.sources.SourceKind;
import otklik.sources.Sources;
import otklik.ui.Texts;

/** What the parts of this screen have in common. */
@Component
class SourceScreens {
    private static final int LINES = 30;

    private final Sources sources;
    private final SourceForms forms;
    private final Policy policy;
    private final History history;
    private final Accounts accounts;
    private final Texts texts;

    SourceScreens(Sources sources, SourceForms forms, Policy policy, History history, Accounts accounts, Texts texts) {
        this.sources = sources;
        this.forms = forms;
        this.policy = policy;
        this.history = history;
        this.accounts = accounts;
        this.texts = texts;
    }

    Sources sources() {
        return sources;
    }

    SourceForms forms() {
        return forms;
    }

    Texts texts() {
        return texts;
    }

    boolean may(Action action) {
        return policy.may(Section.SYSTEM, action);
    }

    List<Event> history(String key) {
        return history.of("source:" + key, 0, LINES);
    }

    String who(Event event) {
        return accounts.nameOf(event.actor());
    }

    String kindName(String kind) {
        return t("sources.kind." + kind);
    }

    String words(SourceKind.Words words) {
        return t(words.key(), words.arguments().toArray());
    }

    void go(String key) {
        UI.getCurrent().navigate(SourcesView.PATH + "/" + key);
    }
}
