package otklik;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.util.ClassUtils;

/** The components of the product under the names by which a diagram calls them. */
final class ProductBeans {
    private static final Map<String, List<Class<?>>> BY_NAME = scan();

    private ProductBeans() {}

    static Optional<Class<?>> find(String name) {
        var found = BY_NAME.getOrDefault(name, List.of());
        assertThat(found)
                .as("Components called \"%s\": give all but one another name, or the program does not start", name)
                .hasSizeLessThan(2);
        return found.stream().findFirst();
    }

    private static Map<String, List<Class<?>>> scan() {
        var names = new AnnotationBeanNameGenerator();
        var registry = new SimpleBeanDefinitionRegistry();
        return new ClassPathScanningCandidateComponentProvider(true)
                .findCandidateComponents("otklik").stream()
                        .collect(Collectors.groupingBy(
                                bean -> names.generateBeanName(bean, registry),
                                Collectors.mapping(
                                        bean -> ClassUtils.resolveClassName(
                                                String.valueOf(bean.getBeanClassName()), null),
                                        Collectors.toList())));
    }
}
