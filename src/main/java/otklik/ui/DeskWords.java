package otklik.ui;

import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;

/** A card of the manager's screen offers words, such as a ready answer: they are written into the first field of the task. */
public class DeskWords extends ComponentEvent<UI> {
    private final transient String words;

    private DeskWords(UI source, String words) {
        super(source, false);
        this.words = words;
    }

    /** Offers the words to the screen of this window. */
    public static void offer(String words) {
        var ui = UI.getCurrent();
        ComponentUtil.fireEvent(ui, new DeskWords(ui, words));
    }

    public String words() {
        return words;
    }
}
