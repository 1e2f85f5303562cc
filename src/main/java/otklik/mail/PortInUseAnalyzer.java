package otklik.mail;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns the stack trace of a taken port into the one line that names the setting. Registered in {@code META-INF/spring.factories}. */
class PortInUseAnalyzer extends AbstractFailureAnalyzer<EmbeddedMailServer.PortInUse> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, EmbeddedMailServer.PortInUse cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()), "Give the setting a free port, or stop the other program.", cause);
    }
}
