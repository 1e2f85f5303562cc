package otklik;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;
import org.springframework.modulith.docs.Documenter.Options;

/** The house plan: one package is one module, every module stands on a floor and calls downwards only. */
class ModularityTests {
    /** Lowest first; the modules of the ground floor stand on each other, those of every other floor side by side. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("kernel"),
            List.of("security"),
            List.of("engine"),
            List.of("history"),
            List.of("ui"),
            List.of("sources"),
            List.of("mail", "telephony", "documents", "notices", "instructions"),
            List.of("messengers", "batches"),
            List.of("products"),
            List.of("customers"),
            List.of("staff"),
            List.of("work"),
            List.of("calls"),
            List.of("requests", "activities", "mailings", "exchange", "invoices", "campaigns", "tasks"),
            List.of("inbox", "desk", "reports", "studio", "demo"));

    private static final ApplicationModules MODULES = ApplicationModules.of(OtklikApplication.class);

    static Stream<Named<ApplicationModule>> modules() {
        return MODULES.stream().filter(module -> !module.isRootModule()).map(module -> Named.of(name(module), module));
    }

    @Test
    void modulesUseOnlyTheApiOfModulesTheyName() {
        MODULES.verify();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void moduleStandsOnAFloor(ApplicationModule module) {
        assertThat(FLOORS.stream().flatMap(List::stream))
                .as("Module '%s' stands on no floor: put it into FLOORS here and into the house plan", name(module))
                .contains(name(module));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void moduleNamesOnlyLowerModules(ApplicationModule module) {
        var named = allowed(module);

        assertThat(named)
                .as("Module '%s' does not say what it may use: give its package-info allowedDependencies", name(module))
                .doesNotContain(org.springframework.modulith.ApplicationModule.OPEN_TOKEN);
        assertThat(findings(module, "names in allowedDependencies", named)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void moduleUsesOnlyLowerModules(ApplicationModule module) {
        var findings = new LinkedHashSet<String>();
        module.getDirectDependencies(MODULES).stream()
                .filter(dependency -> !dependency.getTargetModule().isRootModule())
                .forEach(dependency -> findings.addAll(findings(
                        module,
                        "uses (%s → %s)"
                                .formatted(
                                        dependency.getSourceType().getSimpleName(),
                                        dependency.getTargetType().getSimpleName()),
                        List.of(name(dependency.getTargetModule())))));

        assertThat(findings).isEmpty();
    }

    @Test
    void planOfTheModulesIsDrawn() {
        new Documenter(MODULES, Options.defaults().withOutputFolder("target/modules")).writeDocumentation();

        assertThat(ProjectFiles.ROOT.resolve("target/modules/components.puml")).isNotEmptyFile();
    }

    private static List<String> findings(ApplicationModule module, String how, List<String> others) {
        return others.stream()
                .filter(other -> floor(other) >= floor(name(module)))
                .map(other ->
                        ("Module '%s' %s the module '%s', which does not stand below it: move the code down, let '%s' publish an"
                                        + " event, or declare an interface in the lower one that the upper one implements")
                                .formatted(name(module), how, other, name(module)))
                .distinct()
                .toList();
    }

    private static List<String> allowed(ApplicationModule module) {
        try {
            var info = Class.forName(module.getBasePackage().getName() + ".package-info");
            var declared = info.getAnnotation(org.springframework.modulith.ApplicationModule.class);
            var names = declared == null
                    ? new String[] {org.springframework.modulith.ApplicationModule.OPEN_TOKEN}
                    : declared.allowedDependencies();
            return Arrays.stream(names)
                    .map(name -> name.replaceFirst("\\s*::.*", ""))
                    .toList();
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(
                    "Module '%s' has no package-info.java: add one with @ApplicationModule".formatted(name(module)),
                    missing);
        }
    }

    private static int floor(String module) {
        for (var floor = 0; floor < FLOORS.size(); floor++) {
            if (FLOORS.get(floor).contains(module)) {
                return floor;
            }
        }
        return Integer.MAX_VALUE;
    }

    private static String name(ApplicationModule module) {
        return module.getIdentifier().toString();
    }
}
