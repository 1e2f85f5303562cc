package otklik.instructions.ui;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.ui.Navigation;

/** Places the instructions in the side bar of those who write them. */
@Configuration
class InstructionsNavigation {
    @Bean
    Navigation instructionsLine() {
        return new Navigation() {
            @Override
            public String path() {
                return InstructionsView.PATH;
            }

            @Override
            public String title() {
                return "instructions.list";
            }

            @Override
            public int order() {
                return 70;
            }
        };
    }
}
