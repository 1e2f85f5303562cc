package otklik.demo;

import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import otklik.engine.OneNodeAtATime;
import otklik.kernel.Money;
import otklik.products.Products;
import otklik.products.VatRate;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Role;
import otklik.staff.DemoPeople;
import otklik.staff.Employees;
import otklik.staff.FirstMessageGrants;
import otklik.ui.Texts;

/** Fills an empty demonstration: five people, one grant, what the company sells, and some letters that have just arrived. */
@Component
@Profile("demo")
class SampleCompany implements DemoPeople {
    private static final Logger log = LoggerFactory.getLogger(SampleCompany.class);
    private static final String PASSWORD = "demo";
    private static final List<String> LOGINS = List.of("maria", "olga", "igor", "elena", "admin");

    private final Employees employees;
    private final Accounts accounts;
    private final FirstMessageGrants grants;
    private final Products products;
    private final ClientMailbox clients;
    private final OneNodeAtATime oneNode;

    SampleCompany(
            Employees employees,
            Accounts accounts,
            FirstMessageGrants grants,
            Products products,
            ClientMailbox clients,
            OneNodeAtATime oneNode) {
        this.employees = employees;
        this.accounts = accounts;
        this.grants = grants;
        this.products = products;
        this.clients = clients;
        this.oneNode = oneNode;
    }

    @EventListener(ApplicationReadyEvent.class)
    void fillOnce() {
        oneNode.run(() -> {
            if (employees.isEmpty()) {
                fill();
            }
        });
    }

    private void fill() {
        add("maria", "Мария Дёмина", Role.OPERATOR);
        add("olga", "Ольга Королёва", Role.MANAGER);
        add("igor", "Игорь Титов", Role.MANAGER);
        add("elena", "Елена Власова", Role.HEAD);
        add("admin", "Алексей Смирнов", Role.ADMINISTRATOR);
        grants.grant("olga", "maria", null, null);
        sell("Семинар «Работа с клиентами»", "12000", VatRate.of("22"));
        sell("Семинар «Холодные звонки без страха»", "9500", VatRate.of("22"));
        sell("Запись семинара", "3900.50", VatRate.of("22"));
        sell("Курс вышивки. Базовый", "4900", VatRate.of("5"));
        sell("Курс вышивки. Гладь и крест", "7500", VatRate.of("5"));
        sell("Набор для вышивания", "1250", VatRate.of("5"));
        sell("Консультация, один час", "3000", VatRate.NONE);
        sell("Пробное занятие", "0", VatRate.NONE);
        SampleLetters.ALL.forEach(letter -> {
            try {
                clients.write(letter.from(), letter.subject(), letter.text(), null);
            } catch (jakarta.mail.MessagingException refused) {
                log.warn("A sample letter was not accepted: {}", refused.getMessage());
            }
        });
        log.info(
                "The sample company is ready: sign in as maria, olga, igor, elena or admin with the password '{}'",
                PASSWORD);
    }

    private void add(String login, String name, Role role) {
        employees.add(login, name, login + "@otklik.example", PASSWORD, Set.of(role), Texts.RUSSIAN);
    }

    private void sell(String name, String price, VatRate vat) {
        products.add(new Products.Draft(name, Money.of(price), vat));
    }

    @Override
    public List<Account> people() {
        return LOGINS.stream()
                .flatMap(login -> accounts.byLogin(login).stream())
                .toList();
    }

    @Override
    public String password() {
        return PASSWORD;
    }

    @Override
    public String clientSide() {
        return "client-side";
    }
}
