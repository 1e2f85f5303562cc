package otklik.batches.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.batches.Batches;
import otklik.kernel.Signals;
import otklik.security.CurrentUser;
import otklik.ui.Corner;
import otklik.ui.Live;
import otklik.ui.Parts;
import otklik.ui.PersonMenu;

/** The way to the person's bulk actions: a line of his menu, and a small sign with the progress while one is at work. */
@Configuration
class BatchCorner {
    @Bean
    PersonMenu batchesInPersonMenu() {
        return new PersonMenu() {
            @Override
            public String title() {
                return "batches.title";
            }

            @Override
            public void open(String login) {
                UI.getCurrent().navigate(BatchesView.PATH);
            }
        };
    }

    @Bean
    Corner batchProgress(Batches batches, Signals signals) {
        return () -> new Progress(batches, signals);
    }

    private static final class Progress extends Div {
        private final transient Batches batches;

        Progress(Batches batches, Signals signals) {
            this.batches = batches;
            addClassName("batch-corner");
            var own = CurrentUser.login().map(Batches::topicOf).orElse(Batches.TOPIC);
            Live.refresh(this, signals, Set.of(own), this::refresh);
            refresh();
        }

        private void refresh() {
            removeAll();
            batches.active().stream().findFirst().ifPresent(batch -> {
                var counts = batches.counts(batch.id());
                var share = batch.total() == 0 ? 0 : 100 * BatchWords.over(batch, counts) / batch.total();
                var link = Parts.link(BatchesView.PATH + "/" + batch.id(), share + " %");
                link.setTitle(batch.title());
                link.getElement().setAttribute("aria-label", t("batches.corner", batch.title(), share));
                add(link);
            });
        }
    }
}
