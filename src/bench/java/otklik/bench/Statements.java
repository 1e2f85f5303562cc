package otklik.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Listens to what the product says to PostgreSQL, so that a benchmark explains the very statements of the product. */
public final class Statements {
    private static final ThreadLocal<List<String>> HEARD = new ThreadLocal<>();

    private Statements() {}

    /** Give it to the node among the beans of the test. */
    public static final class InNode {
        @Bean
        static BeanPostProcessor listener() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource source && !(bean instanceof Listening)
                            ? new Listening(source)
                            : bean;
                }
            };
        }
    }

    /** The queries of the work on this thread, with their values in them. */
    static List<String> of(Runnable work) {
        var heard = new ArrayList<String>();
        HEARD.set(heard);
        try {
            work.run();
        } finally {
            HEARD.remove();
        }
        return heard;
    }

    private static final class Listening extends DelegatingDataSource implements AutoCloseable {
        Listening(DataSource source) {
            super(source);
        }

        @Override
        public Connection getConnection() throws SQLException {
            var connection = super.getConnection();
            return HEARD.get() == null ? connection : (Connection) proxy(Connection.class, connection);
        }

        @Override
        public void close() throws Exception {
            if (getTargetDataSource() instanceof AutoCloseable pool) {
                pool.close();
            }
        }
    }

    private static Object proxy(Class<?> type, Object target) {
        return Proxy.newProxyInstance(
                Statements.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    var heard = HEARD.get();
                    if (heard != null
                            && method.getName().startsWith("execute")
                            && target instanceof PreparedStatement statement) {
                        // The driver says the statement with its values, the pool puts a word before it.
                        heard.add(statement.toString().replaceFirst("(?s)^.*? wrapping ", ""));
                    }
                    try {
                        var result = method.invoke(target, arguments);
                        return result instanceof PreparedStatement statement
                                ? proxy(PreparedStatement.class, statement)
                                : result;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }
}
