package otklik.desk.ui;

import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;

/** The person has begun, paused or ended his session in this window: what shows it follows at once, other windows by their signal. */
class DayChanged extends ComponentEvent<UI> {
    DayChanged(UI source) {
        super(source, false);
    }

    static void tell() {
        var ui = UI.getCurrent();
        ComponentUtil.fireEvent(ui, new DayChanged(ui));
    }

    static Registration listen(UI ui, Runnable then) {
        return ComponentUtil.addListener(ui, DayChanged.class, changed -> then.run());
    }
}
