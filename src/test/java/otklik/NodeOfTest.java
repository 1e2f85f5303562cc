package otklik;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A whole node of the product: web server, engine, screens, and in the profile {@code demo} its mail server, all on free ports. It has a
 * database of its own in memory unless the properties name another one.
 */
public final class NodeOfTest implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private NodeOfTest(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts a node; without a profile it is the demonstration. */
    public static NodeOfTest start(Map<String, String> properties, String... profiles) {
        return start(properties, List.of(), profiles);
    }

    /**
     * Starts a node with beans of the test.
     *
     * @param beans classes with {@code @Bean} methods; without {@code @Configuration}, which every node would find by itself
     */
    public static NodeOfTest start(Map<String, String> properties, List<Class<?>> beans, String... profiles) {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        var all = new TreeMap<>(Map.of(
                "server.port",
                "0",
                "otklik.mail.embedded.smtp-port",
                freePort(),
                "otklik.mail.embedded.imap-port",
                freePort(),
                "spring.datasource.url",
                "jdbc:h2:mem:%s;LOCK_TIMEOUT=10000".formatted(UUID.randomUUID()),
                "spring.main.banner-mode",
                "off",
                "logging.level.root",
                "warn"));
        all.putAll(properties);
        var sources = Stream.concat(Stream.of(OtklikApplication.class), beans.stream());
        var arguments =
                all.entrySet().stream().map(property -> "--%s=%s".formatted(property.getKey(), property.getValue()));
        return new NodeOfTest(new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .profiles(profiles)
                .run(arguments.toArray(String[]::new)));
    }

    public int port() {
        return ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    }

    /** Of a page, by its path without a slash before it. */
    public String address(String path) {
        return "http://localhost:%d/%s".formatted(port(), path);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    private static String freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return String.valueOf(socket.getLocalPort());
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
