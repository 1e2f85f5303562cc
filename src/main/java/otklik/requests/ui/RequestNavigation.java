package otklik.requests.ui;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.requests.OldLeads;
import otklik.requests.RequestList;
import otklik.security.Account;
import otklik.ui.Navigation;
import otklik.ui.TaskScreen;

/** Places the communications in the side bar, and the tasks of a request in the lists of work. */
@Configuration
class RequestNavigation {
    private static final String PROCESS = "request-lifecycle";
    private static final int RECOVERY = 44;

    @Bean
    Navigation communications(RequestList requests) {
        return new Navigation() {
            @Override
            public String path() {
                return CommunicationsView.PATH;
            }

            @Override
            public String title() {
                return "requests.title";
            }

            @Override
            public int order() {
                return 30;
            }

            @Override
            public int count(String login, Set<String> groups) {
                return requests.countForMe();
            }
        };
    }

    @Bean
    Navigation recoveryPool(OldLeads pool) {
        return new Navigation() {
            @Override
            public String path() {
                return RecoveryView.PATH;
            }

            @Override
            public String title() {
                return "requests.recovery";
            }

            @Override
            public int order() {
                return RECOVERY;
            }

            @Override
            public boolean isFor(Account account) {
                return pool.mayChange();
            }

            @Override
            public boolean mayBeginDay() {
                return false;
            }
        };
    }

    @Bean
    TaskScreen takeRequestScreen() {
        return new OnRequestPage("userTask_takeRequest");
    }

    @Bean
    TaskScreen writeFirstMessageScreen() {
        return new OnRequestPage("userTask_writeFirstMessage");
    }

    @Bean
    TaskScreen answerClientScreen() {
        return new OnRequestPage("userTask_answerClient");
    }

    @Bean
    TaskScreen reviewLateReplyScreen() {
        return new OnRequestPage("userTask_reviewLateReply");
    }

    @Bean
    TaskScreen decideOnSilenceScreen() {
        return new OnRequestPage("userTask_decideOnSilence");
    }

    private record OnRequestPage(String taskKey) implements TaskScreen {
        @Override
        public String processKey() {
            return PROCESS;
        }

        @Override
        public String path(String businessKey) {
            return CommunicationsView.PATH + "/" + businessKey;
        }
    }
}
