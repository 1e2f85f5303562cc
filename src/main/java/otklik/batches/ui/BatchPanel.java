package otklik.batches.ui;

import com.vaadin.flow.component.Component;
import otklik.batches.Batch;

/** What the page of a batch shows of one kind beside its rows, such as which letters arrived; a module brings its own as a bean. */
public interface BatchPanel {
    /** {@link otklik.batches.BatchKind#key} of the batches it is for. */
    String kind();

    /** Made anew after each change of the batch. */
    Component panel(Batch batch);
}
