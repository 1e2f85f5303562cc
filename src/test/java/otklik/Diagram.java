package otklik;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.xml.ModelException;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import otklik.engine.ProcessVariable;

/** A file of {@code processes/} beside the classes that the naming table gives it. */
record Diagram(Path file, BpmnModelInstance model) {
    private static final JavaClasses PRODUCT =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("otklik");

    static Diagram read(Path file) {
        try {
            return new Diagram(
                    file, Bpmn.readModelFromFile(ProjectFiles.ROOT.resolve(file).toFile()));
        } catch (ModelException broken) {
            var reason = broken.getCause() == null ? broken : broken.getCause();
            throw new AssertionError(
                    "%s is no BPMN, open it in the modeler: %s".formatted(file, reason.getMessage()), broken);
        }
    }

    String module() {
        return ProjectFiles.module(file);
    }

    /** Id of the process, by the name of its file. */
    String id() {
        return ProjectFiles.name(file);
    }

    Process process() {
        return model.getModelElementsByType(Process.class).iterator().next();
    }

    <T extends ModelElementInstance> Collection<T> all(Class<T> type) {
        return model.getModelElementsByType(type);
    }

    String processPackage() {
        return "otklik." + module() + ".process";
    }

    String contractName() {
        return processPackage() + "." + capitalised(ProjectFiles.camel(id()));
    }

    Optional<Class<?>> contract() {
        return PRODUCT.contain(contractName())
                ? Optional.of(PRODUCT.get(contractName()).reflect())
                : Optional.empty();
    }

    /** Names of the variables that the contract declares. */
    Set<String> variables() {
        return contract().stream()
                .flatMap(contract -> constants(contract, ProcessVariable.class))
                .map(ProcessVariable::name)
                .collect(Collectors.toSet());
    }

    /** Those of them that are moments. */
    Set<String> moments() {
        return contract().stream()
                .flatMap(contract -> constants(contract, ProcessVariable.class))
                .filter(variable -> variable.type() == java.util.Date.class)
                .map(ProcessVariable::name)
                .collect(Collectors.toSet());
    }

    /** Static texts of the contract: its key and the ids of elements. */
    List<String> names() {
        return contract().stream()
                .flatMap(contract -> constants(contract, String.class))
                .toList();
    }

    List<JavaClass> classesOfTheModule() {
        return PRODUCT.stream()
                .filter(type -> type.getPackageName().equals("otklik." + module())
                        || type.getPackageName().startsWith("otklik." + module() + "."))
                .toList();
    }

    List<JavaClass> classesOfTheProcess() {
        return classesOfTheModule().stream()
                .filter(type -> type.getPackageName().equals(processPackage()))
                .toList();
    }

    /** The extension property of the element, {@code label.ru} for instance. */
    static Optional<String> property(BaseElement element, String name) {
        return Optional.ofNullable(element.getExtensionElements()).stream()
                .flatMap(extensions ->
                        extensions.getElementsQuery().filterByType(CamundaProperties.class).list().stream())
                .flatMap(properties -> properties.getCamundaProperties().stream())
                .filter(property -> name.equals(property.getCamundaName()))
                .map(property -> String.valueOf(property.getCamundaValue()))
                .findFirst();
    }

    static <T> Stream<T> constants(Class<?> owner, Class<T> type) {
        return Arrays.stream(owner.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && type.isAssignableFrom(field.getType()))
                .map(field -> type.cast(value(field)));
    }

    static String capitalised(String word) {
        return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static Object value(Field field) {
        try {
            field.setAccessible(true);
            return field.get(null);
        } catch (IllegalAccessException hidden) {
            throw new AssertionError("Cannot read " + field, hidden);
        }
    }
}
