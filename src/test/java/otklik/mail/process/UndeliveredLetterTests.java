package otklik.mail.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.spring.ProcessEngineFactoryBean;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.engine.task.Task;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import otklik.engine.Attempts;
import otklik.engine.Processes;
import otklik.mail.Outbox;
import otklik.mail.OutgoingLetter;
import otklik.mail.UndeliveredLetterProcess;

/** Every node of the diagram {@code undelivered-letter}, with the outbox played by a mock. */
class UndeliveredLetterTests {
    /** One engine for all tests; each has a letter of its own. */
    private static AnnotationConfigApplicationContext context;

    private static int letters;

    private String number;

    @Configuration
    static class Engine {
        @Bean
        DataSource dataSource() {
            var dataSource = new JdbcDataSource();
            dataSource.setURL("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
            return dataSource;
        }

        @Bean
        PlatformTransactionManager transactions(DataSource dataSource) {
            return new DataSourceTransactionManager(dataSource);
        }

        @Bean
        ProcessEngineFactoryBean engine(
                DataSource dataSource,
                PlatformTransactionManager transactions,
                org.springframework.context.ApplicationContext context) {
            var configuration = new SpringProcessEngineConfiguration();
            configuration.setDataSource(dataSource);
            configuration.setTransactionManager(transactions);
            configuration.setApplicationContext(context);
            configuration.setDatabaseSchemaUpdate("true");
            configuration.setHistory("audit");
            configuration.setJobExecutorActivate(false);
            configuration.setDeploymentResources(new Resource[] {
                new FileSystemResource("processes/mail/undelivered-letter.bpmn"),
                new FileSystemResource("forms/mail/decide-on-letter.form")
            });
            var factory = new ProcessEngineFactoryBean();
            factory.setProcessEngineConfiguration(configuration);
            return factory;
        }

        @Bean
        RuntimeService runtime(ProcessEngine engine) {
            return engine.getRuntimeService();
        }

        @Bean
        TaskService tasks(ProcessEngine engine) {
            return engine.getTaskService();
        }

        @Bean
        HistoryService history(ProcessEngine engine) {
            return engine.getHistoryService();
        }

        @Bean
        Outbox outbox() {
            return mock(Outbox.class);
        }
    }

    @BeforeAll
    static void start() {
        context = new AnnotationConfigApplicationContext(
                Engine.class,
                Attempts.class,
                Processes.class,
                UndeliveredLetters.class,
                ResendLetter.class,
                ConfirmLetter.class,
                AbandonLetter.class);
    }

    @AfterAll
    static void close() {
        context.close();
    }

    @BeforeEach
    void nextLetter() {
        number = "L-" + ++letters;
        reset(context.getBean(Outbox.class));
    }

    private Task taskOf(String author) {
        context.getBean(UndeliveredLetterProcess.class).start(letter(author));
        return context.getBean(TaskService.class)
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .singleResult();
    }

    private List<String> complete(Task task, Map<String, Object> variables) {
        context.getBean(TaskService.class).complete(task.getId(), new HashMap<>(variables));
        var history = context.getBean(HistoryService.class);
        assertThat(history.createHistoricVariableInstanceQuery()
                        .variableName("address")
                        .count())
                .isZero();
        return history
                .createHistoricActivityInstanceQuery()
                .processInstanceId(task.getProcessInstanceId())
                .finished()
                .list()
                .stream()
                .map(HistoricActivityInstance::getActivityId)
                .toList();
    }

    @Test
    void the_author_of_the_letter_is_asked() {
        var task = taskOf("anna");

        assertThat(task.getTaskDefinitionKey()).isEqualTo(UndeliveredLetter.DECIDE_ON_LETTER);
        assertThat(task.getAssignee()).isEqualTo("anna");
    }

    @Test
    void any_manager_is_asked_about_a_letter_of_the_system() {
        var task = taskOf(null);

        assertThat(task.getAssignee()).isNull();
        assertThat(context.getBean(TaskService.class)
                        .createTaskQuery()
                        .taskId(task.getId())
                        .taskCandidateGroup("manager")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void the_letter_is_sent_again_to_a_corrected_address() {
        var path = complete(
                taskOf("anna"),
                Map.of(
                        UndeliveredLetter.DECISION.name(),
                        UndeliveredLetter.RESEND,
                        UndeliveredLetter.ADDRESS.name(),
                        "new@example.org"));

        assertThat(path)
                .contains(
                        UndeliveredLetter.START_LETTER_UNDELIVERED,
                        UndeliveredLetter.DECIDE_ON_LETTER,
                        UndeliveredLetter.RESEND_LETTER,
                        UndeliveredLetter.LETTER_QUEUED);
        verify(context.getBean(Outbox.class)).resend(number, "new@example.org");
    }

    @Test
    void the_letter_is_sent_again_to_the_same_address() {
        complete(taskOf("anna"), Map.of(UndeliveredLetter.DECISION.name(), UndeliveredLetter.RESEND));

        verify(context.getBean(Outbox.class)).resend(number, null);
    }

    @Test
    void the_delivery_is_confirmed() {
        var path = complete(taskOf("anna"), Map.of(UndeliveredLetter.DECISION.name(), UndeliveredLetter.DELIVERED));

        assertThat(path).contains(UndeliveredLetter.CONFIRM_LETTER, UndeliveredLetter.LETTER_CONFIRMED);
        verify(context.getBean(Outbox.class)).confirm(number);
    }

    @Test
    void the_letter_is_abandoned() {
        var path = complete(taskOf("anna"), Map.of(UndeliveredLetter.DECISION.name(), UndeliveredLetter.ABANDON));

        assertThat(path).contains(UndeliveredLetter.ABANDON_LETTER, UndeliveredLetter.LETTER_ABANDONED);
        verify(context.getBean(Outbox.class)).abandon(number);
        verifyNoMoreInteractions(context.getBean(Outbox.class));
    }

    private OutgoingLetter letter(String author) {
        return new OutgoingLetter(
                12,
                number,
                "R-17/answer/42",
                "R-17",
                author,
                "client@example.org",
                "subject",
                "text",
                "<1@otklik.example>",
                OutgoingLetter.State.FAILED,
                1,
                "550",
                Instant.EPOCH,
                null);
    }
}
