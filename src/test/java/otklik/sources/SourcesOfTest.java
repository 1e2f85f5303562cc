package otklik.sources;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.ZoneOffset;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import otklik.kernel.Parameters;
import otklik.security.Policy;

/** The services of this module for a world that another module's test builds by hand; the world brings the rest. */
public final class SourcesOfTest {
    private SourcesOfTest() {}

    public static void register(AnnotationConfigApplicationContext context) {
        context.registerBean(Policy.class, () -> mock(Policy.class));
        context.registerBean(Parameters.class, SourcesOfTest::parameters);
        context.register(SourceTable.class, Secrets.class, Items.class, SourceLooks.class, Sources.class);
    }

    /** Looks into a source on this thread; false where it is paused. */
    public static boolean lookNow(Sources sources, String key) {
        return sources.lookNow(key);
    }

    private static Parameters parameters() {
        var parameters = mock(Parameters.class);
        when(parameters.zone(any())).thenReturn(ZoneOffset.UTC);
        return parameters;
    }

    /** Only what keeps secrets in the database. */
    public static void registerSecrets(
            org.springframework.context.annotation.AnnotationConfigApplicationContext context) {
        context.register(Secrets.class);
    }
}
