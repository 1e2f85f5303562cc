package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.checkbox.CheckboxGroupVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Role;
import otklik.staff.FirstMessageGrants;
import otklik.ui.Parts;
import otklik.ui.PersonMenu;

/** Where a manager says which operators may write the first message in his name (S0.23). */
@Component
class FirstMessageGrantMenu implements PersonMenu {
    private final Accounts accounts;
    private final FirstMessageGrants grants;

    FirstMessageGrantMenu(Accounts accounts, FirstMessageGrants grants) {
        this.accounts = accounts;
        this.grants = grants;
    }

    @Override
    public String title() {
        return "staff.grants.title";
    }

    @Override
    public boolean isFor(Account account) {
        return account.is(Role.MANAGER);
    }

    @Override
    public void open(String login) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(t("staff.grants.title"));
        dialog.setWidth("420px");
        var operators = new CheckboxGroup<Account>(t("staff.grants.operators"));
        operators.addThemeVariants(CheckboxGroupVariant.LUMO_VERTICAL);
        operators.setItems(accounts.with(Role.OPERATOR).stream()
                .filter(account -> !account.login().equals(login))
                .toList());
        operators.setItemLabelGenerator(Account::name);
        var allowed = grants.operatorsOf(login);
        operators.setValue(accounts.with(Role.OPERATOR).stream()
                .filter(account -> allowed.contains(account.login()))
                .collect(Collectors.toSet()));
        dialog.add(new Paragraph(t("staff.grants.text")), operators);
        dialog.getFooter()
                .add(
                        new Button(t("ui.cancel"), click -> dialog.close()),
                        Parts.primary(Parts.button(t("ui.save"), "Ctrl+Enter", "Ctrl ↵", () -> {
                            grants.allowOnly(
                                    login,
                                    operators.getValue().stream()
                                            .map(Account::login)
                                            .collect(Collectors.toSet()));
                            dialog.close();
                            Parts.done(t("staff.grants.saved"));
                        })));
        dialog.open();
    }
}
