package otklik.kernel;

import jakarta.validation.Validation;
import java.io.PrintStream;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Finds a wrong setting before anything starts, so that the operator of the server reads one line and not a stack trace. */
public final class WrongSetting {
    private WrongSetting() {}

    /** Ends the program with status 2 and one line that names the wrong setting; returns where all are right. */
    public static void stopTheStart(Environment environment) {
        find(environment).ifPresent(line -> {
            new PrintStream(System.err, true, java.nio.charset.StandardCharsets.UTF_8).println(line);
            System.exit(2);
        });
    }

    /** One line about the first wrong setting: its name, its value and what it should be. */
    public static Optional<String> find(Environment environment) {
        var binder = Binder.get(environment);
        var port = number(binder, "server.port", 8080);
        if (port.isPresent()) {
            return port;
        }
        Settings settings;
        try {
            settings = binder.bindOrCreate(Settings.PREFIX, Bindable.of(Settings.class));
        } catch (BindException wrong) {
            var property = wrong.getProperty();
            Throwable root = wrong;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return Optional.of(line(
                    property == null
                            ? wrong.getName().toString()
                            : property.getName().toString(),
                    property == null ? "" : String.valueOf(property.getValue()),
                    String.valueOf(root.getMessage())));
        }
        try (var factory = Validation.buildDefaultValidatorFactory()) {
            return factory.getValidator().validate(settings).stream()
                    .map(violation -> {
                        var name = Settings.PREFIX + "."
                                + dashed(violation.getPropertyPath().toString());
                        // As it was written, where it was written.
                        var value = environment.getProperty(name, String.valueOf(violation.getInvalidValue()));
                        return line(name, value, violation.getMessage());
                    })
                    .sorted()
                    .findFirst();
        }
    }

    private static Optional<String> number(Binder binder, String name, int byDefault) {
        try {
            int value = binder.bind(name, Integer.class).orElse(byDefault);
            return value >= 0 && value <= 65535
                    ? Optional.empty()
                    : Optional.of(line(name, String.valueOf(value), "must be a port between 0 and 65535"));
        } catch (BindException wrong) {
            var property = wrong.getProperty();
            return Optional.of(
                    line(name, property == null ? "" : String.valueOf(property.getValue()), "must be a whole number"));
        }
    }

    private static String dashed(String path) {
        return path.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
    }

    private static String line(String name, String value, String reason) {
        return "Otklik did not start: setting %s = '%s': %s".formatted(name, value, reason);
    }
}
