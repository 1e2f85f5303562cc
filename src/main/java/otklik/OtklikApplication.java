package otklik;

import java.time.Clock;
import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.modulith.Modulithic;
import otklik.kernel.WrongSetting;

/** Starts the product: the engine, its webapps and the Vaadin UI in one program. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(systemName = "Otklik")
public class OtklikApplication {

    public static void main(String[] args) {
        // The engine stores its timers without a zone, so every node has to live in the same one.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        var application = new SpringApplication(OtklikApplication.class);
        application.addListeners((ApplicationListener<ApplicationEnvironmentPreparedEvent>)
                prepared -> WrongSetting.stopTheStart(prepared.getEnvironment()));
        application.run(args);
    }

    /** The only clock of the program; tests put their own in its place. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
