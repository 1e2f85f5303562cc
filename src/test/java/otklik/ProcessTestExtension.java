package otklik;

import static java.util.stream.Collectors.toMap;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.camunda.bpm.container.impl.metadata.PropertyHelper;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.CaseService;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.test.assertions.ProcessEngineTests;
import org.camunda.bpm.engine.test.mock.MockExpressionManager;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.FileSystemResource;

/** The engine behind {@link ProcessTest}. */
class ProcessTestExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private static final Path SETTINGS = ProjectFiles.ROOT.resolve("src/main/resources/application.yml");
    private static final String GENERIC = "camunda.bpm.generic-properties.properties.";

    /** What one test class has of its own: an engine, and what its tests have seen so far. */
    private record Run(ProcessEngine engine, Diagram diagram, Set<String> visited, Set<Method> passed)
            implements Store.CloseableResource {
        @Override
        public void close() {
            engine.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        var file = Path.of(
                context.getRequiredTestClass().getAnnotation(ProcessTest.class).value());
        var engine = engine(context.getRequiredTestClass().getSimpleName());
        var run = new Run(engine, Diagram.read(file), new HashSet<>(), new HashSet<>());
        store(context).put(Run.class, run);

        var deployment = engine.getRepositoryService().createDeployment().name(file.toString());
        deployment.addString(file.toString(), ProjectFiles.text(file));
        ProjectFiles.under(file.getParent().toString(), ".dmn")
                .forEach(decision -> deployment.addString(decision.toString(), ProjectFiles.text(decision)));
        ProjectFiles.under("forms/" + ProjectFiles.module(file), ".form")
                .forEach(form -> deployment.addString(form.toString(), ProjectFiles.text(form)));
        deployment.deploy();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        ProcessEngineTests.init(run(context).engine());
        Mocks.register("deadlines", new EveryHourCounts());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var run = run(context);
        try {
            if (context.getExecutionException().isEmpty()) {
                run.passed().add(context.getRequiredTestMethod());
            }
            run.engine().getHistoryService().createHistoricActivityInstanceQuery().list().stream()
                    .filter(activity -> activity.getProcessDefinitionKey()
                            .equals(run.diagram().id()))
                    .map(HistoricActivityInstance::getActivityId)
                    .forEach(run.visited()::add);
            deleteInstances(run.engine());
        } finally {
            Mocks.reset();
            ClockUtil.reset();
            ProcessEngineTests.reset();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        var run = run(context);
        var tests = AnnotationSupport.findAnnotatedMethods(
                context.getRequiredTestClass(), Testable.class, HierarchyTraversalMode.TOP_DOWN);
        if (!run.passed().containsAll(tests)) {
            return;
        }
        var missed = new TreeSet<String>();
        run.diagram().all(FlowNode.class).forEach(node -> missed.add(node.getId()));
        missed.removeAll(run.visited());
        if (!missed.isEmpty()) {
            throw new AssertionError(
                    "%s: could not find %s: write a test that comes there, or take the node out of the diagram"
                            .formatted(run.diagram().file(), String.join(", ", missed)));
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return services(run(context).engine())
                .containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return services(run(context).engine()).get(parameter.getParameter().getType());
    }

    private static ProcessEngine engine(String name) {
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        PropertyHelper.applyProperties(configuration, settings(), PropertyHelper.KEBAB_CASE);
        configuration.setProcessEngineName(name);
        configuration.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        configuration.setJobExecutorActivate(false);
        configuration.setExpressionManager(new MockExpressionManager());
        return configuration.buildProcessEngine();
    }

    /** The settings under which the product runs its engine, without those that need its Spring context. */
    private static Map<String, String> settings() {
        var yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new FileSystemResource(SETTINGS));
        var all = yaml.getObject();
        if (all == null) {
            throw new AssertionError("Cannot read " + SETTINGS);
        }
        var settings = all.stringPropertyNames().stream()
                .filter(key -> key.startsWith(GENERIC))
                .collect(toMap(key -> key.substring(GENERIC.length()), all::getProperty));
        settings.put("history", all.getProperty("camunda.bpm.history-level"));
        settings.put("default-number-of-retries", all.getProperty("camunda.bpm.default-number-of-retries"));
        return settings;
    }

    private static void deleteInstances(ProcessEngine engine) {
        var runtime = engine.getRuntimeService();
        var running =
                runtime.createProcessInstanceQuery().rootProcessInstances().list();
        running.forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "the test is over", true, true));

        var history = engine.getHistoryService();
        List<String> past = history.createHistoricProcessInstanceQuery().list().stream()
                .map(HistoricProcessInstance::getId)
                .toList();
        if (!past.isEmpty()) {
            history.deleteHistoricProcessInstances(past);
        }
    }

    private static Map<Class<?>, Object> services(ProcessEngine engine) {
        return Map.ofEntries(
                Map.entry(ProcessEngine.class, engine),
                Map.entry(RuntimeService.class, engine.getRuntimeService()),
                Map.entry(TaskService.class, engine.getTaskService()),
                Map.entry(ManagementService.class, engine.getManagementService()),
                Map.entry(HistoryService.class, engine.getHistoryService()),
                Map.entry(RepositoryService.class, engine.getRepositoryService()),
                Map.entry(FormService.class, engine.getFormService()),
                Map.entry(IdentityService.class, engine.getIdentityService()),
                Map.entry(AuthorizationService.class, engine.getAuthorizationService()),
                Map.entry(DecisionService.class, engine.getDecisionService()),
                Map.entry(CaseService.class, engine.getCaseService()),
                Map.entry(FilterService.class, engine.getFilterService()),
                Map.entry(ExternalTaskService.class, engine.getExternalTaskService()));
    }

    private static Run run(ExtensionContext context) {
        return store(context).get(Run.class, Run.class);
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(ProcessTestExtension.class, context.getRequiredTestClass()));
    }
}
