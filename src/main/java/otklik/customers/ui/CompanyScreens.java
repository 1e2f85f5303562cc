package otklik.customers.ui;

import java.time.Clock;
import org.springframework.stereotype.Component;
import otklik.customers.Companies;
import otklik.customers.CompanyDrafts;
import otklik.customers.CompanyHistory;
import otklik.customers.CompanyProducts;
import otklik.customers.CustomFields;
import otklik.customers.People;
import otklik.customers.PointStates;
import otklik.customers.WhyNothing;
import otklik.engine.Diagrams;
import otklik.kernel.Settings;
import otklik.kernel.Signals;
import otklik.products.Products;
import otklik.security.Accounts;
import otklik.security.Policy;
import otklik.ui.Numbers;
import otklik.ui.Texts;

/** What the screens of companies and people need of other parts, gathered here. */
@Component
record CompanyScreens(
        Companies companies,
        CompanyDrafts drafts,
        CompanyProducts ties,
        CompanyHistory history,
        WhyNothing why,
        CustomFields fields,
        People people,
        PointStates states,
        Products products,
        Accounts accounts,
        Policy policy,
        Diagrams diagrams,
        Settings settings,
        Signals signals,
        Texts texts,
        Numbers numbers,
        Clock clock) {}
