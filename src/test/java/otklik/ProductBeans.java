package otklik;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.util.ClassUtils;

/** The components of the product under the names by which a diagram calls them. */
final class ProductBeans {
    private static final Map<String, Class<?>> BY_NAME = scan();

    private ProductBeans() {}

    static Optional<Class<?>> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static Map<String, Class<?>> scan() {
        var names = new AnnotationBeanNameGenerator();
        var registry = new SimpleBeanDefinitionRegistry();
        return new ClassPathScanningCandidateComponentProvider(true)
                .findCandidateComponents("otklik").stream()
                        .collect(Collectors.toMap(
                                bean -> names.generateBeanName(bean, registry),
                                bean -> ClassUtils.resolveClassName(String.valueOf(bean.getBeanClassName()), null)));
    }
}
