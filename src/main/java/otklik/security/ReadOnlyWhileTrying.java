package otklik.security;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;

/**
 * Lets nobody who only tries being an employee change a row: the statement is refused before it reaches the database, whatever screen,
 * service or web application has sent it.
 */
@Component
class ReadOnlyWhileTrying implements BeanPostProcessor {
    /** H2 changes rows inside of a query by this; a query that only locks changes nothing. */
    private static final Pattern READS =
            Pattern.compile("^\\s*(select|values)\\b(?!.*\\bfinal\\s+table\\b).*", Pattern.DOTALL);

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source && !(bean instanceof Guarded) ? new Guarded(source) : bean;
    }

    static boolean reads(String sql) {
        return READS.matcher(sql.toLowerCase(Locale.ROOT)).matches();
    }

    private static final class Guarded extends DelegatingDataSource implements AutoCloseable {
        Guarded(DataSource source) {
            super(source);
        }

        @Override
        public Connection getConnection() throws SQLException {
            var connection = super.getConnection();
            return CurrentUser.isTrying() ? readOnly(connection) : connection;
        }

        /** The pool stops with the program, as it did before it stood behind this guard. */
        @Override
        public void close() throws Exception {
            if (getTargetDataSource() instanceof AutoCloseable pool) {
                pool.close();
            }
        }

        private static Connection readOnly(Connection connection) {
            return (Connection) Proxy.newProxyInstance(
                    Guarded.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("createStatement")
                                || method.getName().equals("prepareCall")) {
                            throw new Refusal("security.onlyTrying");
                        }
                        if (method.getName().equals("prepareStatement") && !reads((String) arguments[0])) {
                            throw new Refusal("security.onlyTrying");
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException failure) {
                            throw failure.getCause();
                        }
                    });
        }
    }
}
