package otklik.staff.ui;

import com.vaadin.flow.component.textfield.TextField;

/** Where a one-time code is typed, or put by the browser or the phone. */
class CodeField extends TextField {
    private static final int LONGEST = 32;

    CodeField(String id, String label) {
        super(label);
        setId(id);
        getElement().setAttribute("autocomplete", "one-time-code");
        setMaxLength(LONGEST);
    }
}
