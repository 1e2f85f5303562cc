package otklik.exchange.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.batches.Batch;
import otklik.batches.ui.BatchPanel;
import otklik.exchange.Exports;
import otklik.exchange.Imports;
import otklik.ui.Parts;

/** What the page of a bulk action shows of imports and exports: the way to the import, and the files that came of them. */
@Configuration
class BatchPanels {
    @Bean
    BatchPanel panelOfCheck(Imports imports) {
        return panel(Imports.CHECK, batch -> ofImport(imports, batch));
    }

    @Bean
    BatchPanel panelOfImport(Imports imports) {
        return panel(Imports.RUN, batch -> ofImport(imports, batch));
    }

    @Bean
    BatchPanel panelOfExport(Exports exports) {
        return panel(Exports.KIND, batch -> {
            var row = Parts.row("line");
            exports.file(batch.id()).ifPresent(file -> row.add(Parts.file(file.path(), t("exchange.download"))));
            return row;
        });
    }

    private static Div ofImport(Imports imports, Batch batch) {
        var row = Parts.row("line");
        imports.ofBatch(batch.id()).ifPresent(file -> {
            row.add(new Anchor(ImportView.PATH + "/" + file.id(), file.fileName()));
            if (!batch.state().isActive()) {
                row.add(Parts.file(Imports.rejectedPath(batch.id()), t("exchange.rejected")));
            }
        });
        return row;
    }

    private static BatchPanel panel(String kind, Function<Batch, Component> content) {
        return new BatchPanel() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public Component panel(Batch batch) {
                return content.apply(batch);
            }
        };
    }
}
