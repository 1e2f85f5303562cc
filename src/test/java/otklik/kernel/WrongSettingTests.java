package otklik.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.mock.env.MockEnvironment;

/** The operator of the server reads one line: which setting, which value, what it should be. */
class WrongSettingTests {

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "server.port                      | eighty        | must be a whole number",
                "server.port                      | 70000         | must be a port between 0 and 65535",
                "server.port                      | -1            | must be a port between 0 and 65535",
                "otklik.mail.smtp.port            | smtp          | smtp",
                "otklik.mail.smtp.port            | 65536         | must be a port between 0 and 65535",
                "otklik.mail.imap.port            | -1            | must be a port between 0 and 65535",
                "otklik.mail.embedded.smtp-port   | 0             | must be a port between 1 and 65535",
                "otklik.mail.embedded.imap-port   | 65536         | must be a port between 1 and 65535",
                "otklik.mail.smtp.host            | ''            | must not be empty",
                "otklik.mail.smtp.tls             | SSL           | SSL",
                "otklik.mail.address              | ''            | must not be empty",
                "otklik.mail.address              | hello         | must be an e-mail address",
                "otklik.mail.name                 | ''            | must not be empty",
                "otklik.mail.folder               | ''            | must not be empty",
                "otklik.mail.poll-interval        | -PT1S         | must be at least PT0.2S",
                "otklik.mail.max-size             | 10            | must be at least 1024 bytes",
                "otklik.mail.retry-after          | PT0S          | must be positive",
                "otklik.mail.attempts             | 0             | must be at least 1",
                "otklik.mail.send-lease           | PT0S          | must be at least PT0.1S",
                "otklik.mail.dkim.key-file        | key.pem       | must be given together with",
                "otklik.work.lease                | -PT10M        | must be at least PT5S",
                "otklik.work.lease                | soon          | soon",
                "otklik.sign-in.attempts          | 0             | must be at least 1",
                "otklik.sign-in.address-attempts  | 0             | must be at least 1",
                "otklik.sign-in.window            | PT0S          | must be at least PT1S",
                "otklik.sign-in.pause             | PT0S          | must be at least PT1S",
                "otklik.sign-in.lock              | PT30S         | must not be shorter than",
                "otklik.sign-in.idle-timeout      | PT1S          | must be at least PT1M",
                "otklik.sign-in.keep-log          | PT1H          | must be at least P1D",
                "otklik.sign-in.second-factor     | SOME          | SOME",
                "otklik.sign-in.secret-key        | short         | must have at least 16 characters",
                "otklik.clock-skew                | PT0S          | must be at least PT0.1S",
                "otklik.working-time.zone         | Mars/Olympus  | Mars/Olympus",
                "otklik.working-time.days         | SOMEDAY       | SOMEDAY",
                "otklik.working-time.from         | nine          | nine",
                "otklik.working-time.until        | 08:00         | must be later than",
            })
    void a_wrong_setting_is_named_in_one_line(String name, String value, String reason) {
        var environment = new MockEnvironment().withProperty(name, value);
        ConfigurationPropertySources.attach(environment);

        assertThat(WrongSetting.find(environment))
                .get()
                .asString()
                .startsWith("Otklik did not start: setting %s = '%s': ".formatted(name, value))
                .contains(reason)
                .doesNotContain("\n");
    }

    @Test
    void right_settings_are_not_complained_of() {
        var environment = new MockEnvironment();
        ConfigurationPropertySources.attach(environment);

        assertThat(WrongSetting.find(environment)).isEmpty();
    }
}
