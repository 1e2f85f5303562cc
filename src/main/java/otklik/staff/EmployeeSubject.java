package otklik.staff;

import org.springframework.stereotype.Component;
import otklik.engine.CaseSubject;

/** What a case of an employee is about: the person and the address of the newest letter. */
@Component
class EmployeeSubject implements CaseSubject {
    private final ActivationTokens tokens;

    EmployeeSubject(ActivationTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public String prefix() {
        return "E-";
    }

    @Override
    public String line(String businessKey) {
        return tokens.newestInvitation(businessKey.substring(prefix().length()))
                .map(token -> "%s, %s".formatted(token.name(), token.sentTo()))
                .orElse(businessKey);
    }
}
