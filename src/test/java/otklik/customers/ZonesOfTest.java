package otklik.customers;

import static org.mockito.Mockito.mock;

import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.kernel.Parameters;

/** Zones by the phone alone: whoever asks for more than that finds no table. */
public final class ZonesOfTest {
    private ZonesOfTest() {}

    public static ClientZone by(Parameters parameters) {
        return new ClientZone(mock(JdbcClient.class), parameters);
    }
}
