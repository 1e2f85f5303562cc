package otklik.staff;

import org.springframework.stereotype.Component;
import otklik.engine.CaseSubject;
import otklik.security.Accounts;

/** Who leaves. */
@Component
class FarewellSubject implements CaseSubject {
    private final Farewells farewells;
    private final Accounts accounts;

    FarewellSubject(@org.springframework.context.annotation.Lazy Farewells farewells, Accounts accounts) {
        this.farewells = farewells;
        this.accounts = accounts;
    }

    @Override
    public String prefix() {
        return "F-";
    }

    @Override
    public String line(String businessKey) {
        return farewells
                .find(businessKey)
                .map(farewell -> accounts.nameOf(farewell.login()))
                .orElse(businessKey);
    }
}
