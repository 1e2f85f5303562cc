package otklik;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests of one diagram on an engine in memory, without Spring. The file is deployed with the decisions and forms of its module; delegates
 * and other beans come from {@code Mocks}; {@code deadlines} counts every hour as a working hour. The engine and its services
 * are parameters of the tests. When all tests of the class have passed, every node of the diagram must have been visited.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ProcessTestExtension.class)
public @interface ProcessTest {
    /** The diagram: {@code processes/requests/request-lifecycle.bpmn}. */
    String value();
}
