package otklik.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import org.camunda.bpm.spring.boot.starter.configuration.CamundaDeploymentConfiguration;
import org.camunda.bpm.spring.boot.starter.configuration.impl.DefaultDeploymentConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Decision tables that people edit on a screen of the product. The program brings the first version of such a table only: what people have
 * made of it must not be lost when a new version of the program is deployed.
 */
public final class EditedTables {
    /** Ids of the decisions, each in a file {@code <id>.dmn}; diagrams take the newest version of them. */
    public static final Set<String> KEYS = Set.of("spam-rules");

    private EditedTables() {}

    @Configuration
    static class Deployment {
        @Bean
        static CamundaDeploymentConfiguration deploymentWithoutEditedTables(ObjectProvider<JdbcClient> jdbc) {
            return new DefaultDeploymentConfiguration() {
                @Override
                public Set<Resource> getDeploymentResources() {
                    var known = new LinkedHashSet<>(jdbc.getObject()
                            .sql("select distinct key_ from act_re_decision_def where key_ in (:keys)")
                            .param("keys", KEYS)
                            .query(String.class)
                            .list());
                    var resources = new LinkedHashSet<Resource>(super.getDeploymentResources());
                    resources.removeIf(
                            resource -> known.stream().anyMatch(key -> (key + ".dmn").equals(resource.getFilename())));
                    return resources;
                }
            };
        }
    }
}
