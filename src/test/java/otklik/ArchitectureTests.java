package otklik;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.Entity;
import java.time.Clock;
import java.util.Calendar;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import otklik.security.Needs;

/** The few rules about code that no compiler holds, each with its reason. */
@AnalyzeClasses(packages = "otklik", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {
    private static final Set<String> PERSONAL_SCREENS = Set.of(
            "otklik.activities.ui.ActivitiesView",
            "otklik.batches.ui.BatchesView",
            "otklik.batches.ui.BatchView",
            "otklik.tasks.ui.TasksView",
            "otklik.ui.HomeView",
            "otklik.work.ui.TeamView",
            "otklik.work.ui.WorkView",
            "otklik.desk.ui.DeskView");
    private static final Set<String> MAY_WAIT = Set.of("otklik.engine.Attempts", "otklik.kernel.PostgresSignals");

    @ArchTest
    static final ArchRule engineIsTouchedByItsWrapperAndTheProcessesOnly = noClasses()
            .that()
            .resideOutsideOfPackages("otklik.engine..", "otklik.*.process..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda..")
            .because("Camunda 7 has to be replaceable by renaming packages in otklik.engine and *.process:"
                    + " put the call into the door of the process");

    @ArchTest
    static final ArchRule vaadinIsTouchedByScreensOnly = noClasses()
            .that()
            .resideOutsideOfPackages("otklik.ui..", "otklik.*.ui..", "otklik.security..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.vaadin..")
            .because(
                    "services work without a screen, in jobs and over REST: move the class into the ui package of its module");

    @ArchTest
    static final ArchRule everyRouteSaysWhoMayOpenIt = classes()
            .that()
            .areAnnotatedWith(Route.class)
            .should()
            .beAnnotatedWith(PermitAll.class)
            .orShould()
            .beAnnotatedWith(AnonymousAllowed.class)
            .because("a view without an access annotation opens for nobody, and nobody sees why");

    @ArchTest
    static final ArchRule everyRouteOfTheCompanyNamesTheRightItNeeds = classes()
            .that()
            .areAnnotatedWith(Route.class)
            .and()
            .areAnnotatedWith(PermitAll.class)
            .and(DescribedPredicate.not(DescribedPredicate.describe(
                    "are personal", (JavaClass screen) -> PERSONAL_SCREENS.contains(screen.getFullName()))))
            .should()
            .beAnnotatedWith(Needs.class)
            .because(
                    "the policy decides who opens a screen: annotate it with @Needs, or name it among the personal ones"
                            + " if it shows nobody's data but the person's own");

    @ArchTest
    static final ArchRule rolesDecideNothing = noClasses()
            .should()
            .beAnnotatedWith(RolesAllowed.class)
            .because("rights can be given without a role: annotate the screen with @PermitAll and @Needs");

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .should()
            .accessTargetWhere(readTheTimeWithoutAClock())
            .because("tests move the time: take the Clock bean and give it to now(), or use clock.instant()");

    @ArchTest
    static final ArchRule thereIsOneClock = noClasses()
            .that()
            .areNotAssignableTo(OtklikApplication.class)
            .should()
            .accessTargetWhere(makeASystemClock())
            .because("a second clock does not move with the tests: take the Clock bean");

    @ArchTest
    static final ArchRule delegatesBelongToTheirDiagram = classes()
            .that()
            .implement(JavaDelegate.class)
            .should()
            .bePackagePrivate()
            .because("only the diagram calls a delegate; whoever needs the same work calls the service");

    @ArchTest
    static final ArchRule entitiesStayInTheirModule = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .should()
            .bePackagePrivate()
            .because("other modules see records, not rows that change under them");

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .should()
            .accessTargetWhere(sleep())
            .because(
                    "a sleeping thread is a missing timer or event; only the repeat of a lost race and of a lost connection"
                            + " wait a little");

    @ArchTest
    static final ArchRule nobodyPrints = noClasses()
            .should()
            .accessField(System.class, "out")
            .because("what is printed has no time, level or place: use the logger");

    private static DescribedPredicate<JavaAccess<?>> readTheTimeWithoutAClock() {
        return DescribedPredicate.describe("reads the time without a clock", access -> {
            var owner = access.getTargetOwner();
            var name = access.getTarget().getName();
            return owner.getPackageName().equals("java.time") && name.equals("now") && !takes(access, Clock.class)
                    || owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis")
                    || owner.isEquivalentTo(Date.class) && name.equals("<init>") && takesNothing(access)
                    || owner.isEquivalentTo(Calendar.class) && name.equals("getInstance");
        });
    }

    private static DescribedPredicate<JavaAccess<?>> makeASystemClock() {
        return DescribedPredicate.describe(
                "makes a system clock",
                access -> access.getTargetOwner().isEquivalentTo(Clock.class)
                        && access.getTarget().getName().startsWith("system"));
    }

    private static DescribedPredicate<JavaAccess<?>> sleep() {
        return DescribedPredicate.describe("sleeps", access -> {
            var owner = access.getTargetOwner();
            return access.getTarget().getName().equals("sleep")
                    && (owner.isEquivalentTo(Thread.class)
                            || owner.isEquivalentTo(TimeUnit.class)
                                    && !MAY_WAIT.contains(
                                            access.getOriginOwner().getFullName()));
        });
    }

    private static boolean takes(JavaAccess<?> access, Class<?> parameter) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(parameter));
    }

    private static boolean takesNothing(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getRawParameterTypes().isEmpty();
    }
}
