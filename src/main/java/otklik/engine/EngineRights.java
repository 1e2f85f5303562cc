package otklik.engine;

import java.util.ArrayList;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.kernel.Signals;

/** How the engine hands out rights: it writes none by itself, and says when {@link EngineGrants} has to look again. */
@Configuration
class EngineRights {

    /**
     * The engine would write an authorization for every candidate and assignee of every task; at 200,000 open tasks they make each query
     * slow. Group grants on the process make them superfluous; so do those of administrators for a deployment's author.
     */
    @Bean
    AbstractProcessEnginePlugin noAuthorizationPerTask() {
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl configuration) {
                configuration.setResourceAuthorizationProvider(new DefaultAuthorizationProvider() {
                    @Override
                    public AuthorizationEntity @Nullable [] newDeployment(Deployment deployment) {
                        return null;
                    }

                    @Override
                    public AuthorizationEntity @Nullable [] newTaskAssignee(Task task, String before, String after) {
                        return null;
                    }

                    @Override
                    public AuthorizationEntity @Nullable [] newTaskOwner(Task task, String before, String after) {
                        return null;
                    }

                    @Override
                    public AuthorizationEntity @Nullable [] newTaskUserIdentityLink(
                            Task task, String user, String type) {
                        return null;
                    }

                    @Override
                    public AuthorizationEntity @Nullable [] newTaskGroupIdentityLink(
                            Task task, String group, String type) {
                        return null;
                    }
                });
            }
        };
    }

    /** Tells every node that there are new diagrams: their tasks may be for groups that could not see the process so far. */
    @Bean
    AbstractProcessEnginePlugin deploymentsAreTold(ObjectProvider<Signals> signals) {
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl configuration) {
                var deployers = new ArrayList<Deployer>();
                if (configuration.getCustomPostDeployers() != null) {
                    deployers.addAll(configuration.getCustomPostDeployers());
                }
                deployers.add(deployment -> {
                    // Deployers also run when a node reads an old diagram for the first time.
                    if (deployment.isNew()) {
                        signals.getObject().say(Signals.DEPLOYMENTS);
                    }
                });
                configuration.setCustomPostDeployers(deployers);
            }
        };
    }
}
