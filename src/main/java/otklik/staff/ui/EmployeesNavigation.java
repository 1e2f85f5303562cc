package otklik.staff.ui;

import com.vaadin.flow.component.UI;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.ui.Navigation;
import otklik.ui.PersonMenu;

/** Places the employees in the side bar and in the person's menu, where people look for them (S1.6). */
@Configuration
class EmployeesNavigation {
    @Bean
    Navigation employeesLine() {
        return new Navigation() {
            @Override
            public String path() {
                return EmployeesView.PATH;
            }

            @Override
            public String title() {
                return "staff.employees";
            }

            @Override
            public int order() {
                return 80;
            }
        };
    }

    @Bean
    PersonMenu employeesInPersonMenu() {
        return new PersonMenu() {
            @Override
            public String title() {
                return "staff.employees";
            }

            @Override
            public int order() {
                return 50;
            }

            @Override
            public void open(String login) {
                UI.getCurrent().navigate(EmployeesView.class);
            }
        };
    }
}
