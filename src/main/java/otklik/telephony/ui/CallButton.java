package otklik.telephony.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.NativeButton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.telephony.PhoneCalls;
import otklik.ui.NumberAct;
import otklik.ui.Parts;

/** The handset behind each number that a person may call. */
@org.springframework.stereotype.Component
class CallButton implements NumberAct {
    private final PhoneCalls calls;
    private final Policy policy;

    CallButton(PhoneCalls calls, Policy policy) {
        this.calls = calls;
        this.policy = policy;
    }

    @Override
    public Optional<Component> part(String number, String shown, @Nullable String caseKey) {
        return CurrentUser.login()
                .filter(login -> policy.may(login, Section.CALLS, Action.CREATE, login, null))
                .map(login -> {
                    var button = new NativeButton("", click -> Parts.attempt(() -> calls.call(number, caseKey)));
                    button.addClassName("call-button");
                    button.add(Parts.text("handset", ""));
                    button.setAriaLabel(t("telephony.call", shown));
                    button.setTitle(t("telephony.call", shown));
                    return button;
                });
    }
}
