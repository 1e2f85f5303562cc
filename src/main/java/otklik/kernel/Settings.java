package otklik.kernel;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the server, all under {@code otklik.}; a wrong one stops the start with a line that names it. Durations are
 * ISO-8601 ({@code PT10M}).
 *
 * @param language the company's language, {@code ru} or {@code en}: of letters that processes write themselves
 * @param workingTime the company's calendar, until an administrator changes it on the page of settings ({@link Parameters})
 * @param work taking of work, until an administrator changes it
 * @param inbox sorting of messages, until an administrator changes it
 * @param country where a phone number without a country code is meant, two letters (ISO 3166)
 * @param mail the company's mailbox
 * @param signIn how people are let in, and how guessing is slowed down
 * @param sources what sources of messages may do
 * @param publicUrl where people reach the product with a browser: the beginning of the links in letters
 * @param clockSkew the greatest difference between this clock and the database's with which a node may start
 */
@Validated
@ConfigurationProperties(Settings.PREFIX)
public record Settings(
        @DefaultValue("ru") Locale language,
        @DefaultValue("RU") @Pattern(regexp = "[A-Z]{2}", message = "must be two capital letters, such as RU")
                String country,
        @Valid @DefaultValue WorkingTime workingTime,
        @Valid @DefaultValue Work work,
        @Valid @DefaultValue Inbox inbox,
        @Valid @DefaultValue Mail mail,
        @Valid @DefaultValue SignIn signIn,
        @Valid @DefaultValue Sources sources,
        @DefaultValue("http://localhost:8080")
                @Pattern(
                        regexp = "https?://[^\\s/?#]+(/[^\\s?#]*)?",
                        message = "must be an address such as https://otklik.company.ru")
                String publicUrl,
        @DefaultValue("PT5S") @DurationMin(millis = 100, message = "must be at least PT0.1S") Duration clockSkew) {

    static final String PREFIX = "otklik";

    /** The address of a page for a link in a letter. */
    public String link(String path) {
        return publicUrl.replaceFirst("/+$", "") + "/" + path;
    }

    /**
     * @param zone the zone of the company, an IANA name
     * @param days the days of the week on which people work
     * @param from the beginning of the working day, local time
     * @param until its end, after the beginning
     */
    public record WorkingTime(
            @DefaultValue("Europe/Moscow") ZoneId zone,
            @DefaultValue({"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"}) @NotEmpty Set<DayOfWeek> days,
            @DefaultValue("09:00") LocalTime from,
            @DefaultValue("18:00") LocalTime until) {

        /** Whether {@code until} is right; called like it, since the line about a wrong setting names it. */
        @jakarta.validation.constraints.AssertTrue(message = "must be later than working-time.from")
        public boolean isUntil() {
            return until.isAfter(from);
        }
    }

    /** @param repeatSpan for how long the same words of the same sender count as a repeat; after it they are a new question */
    public record Inbox(
            @DefaultValue("P7D") @DurationMin(minutes = 1, message = "must be at least PT1M") Duration repeatSpan) {}

    /**
     * @param attempts how many wrong passwords (or codes) of one account in {@code window} are answered at once; after the last one the
     *     account has to wait
     * @param addressAttempts the same for one address, whatever logins it tries
     * @param window for how long a failure counts; a failure after a wait counts until so long after that wait
     * @param pause the first wait; it doubles with each further failure
     * @param lock the longest wait, at least the pause
     * @param idleTimeout after how long without a person's doing a session ends
     * @param keepLog for how long sign-ins and refusals are kept
     * @param secondFactor of whom a code is asked after the password, whether they want it or not
     * @param secretKey the passphrase by which the secrets of second factors and of sources are encrypted in the database, at least 16 characters; empty:
     *     they lie there as they are
     */
    public record SignIn(
            @DefaultValue("5") @Min(value = 1, message = "must be at least 1") int attempts,
            @DefaultValue("50") @Min(value = 1, message = "must be at least 1") int addressAttempts,
            @DefaultValue("PT15M") @DurationMin(seconds = 1, message = "must be at least PT1S") Duration window,
            @DefaultValue("PT1M") @DurationMin(seconds = 1, message = "must be at least PT1S") Duration pause,
            @DefaultValue("PT15M") Duration lock,
            @DefaultValue("PT8H") @DurationMin(minutes = 1, message = "must be at least PT1M") Duration idleTimeout,
            @DefaultValue("P90D") @DurationMin(days = 1, message = "must be at least P1D") Duration keepLog,
            @DefaultValue("NOBODY") SecondFactorFor secondFactor,
            @DefaultValue("")
                    @jakarta.validation.constraints.Pattern(
                            regexp = "|.{16,}",
                            message = "must have at least 16 characters, or be empty")
                    String secretKey) {

        /** Whether {@code lock} is right; called like it, since the line about a wrong setting names it. */
        @jakarta.validation.constraints.AssertTrue(message = "must not be shorter than sign-in.pause")
        public boolean isLock() {
            return lock.compareTo(pause) >= 0;
        }
    }

    /**
     * @param privateAddresses whether a feed may lie in the company's own network, or on this machine; anybody who may add a source could look
     *     around there with it
     */
    public record Sources(@DefaultValue("false") boolean privateAddresses) {}

    /** Of whom a second factor is required; everybody else may have one. */
    public enum SecondFactorFor {
        NOBODY,
        ADMINISTRATORS,
        EVERYBODY
    }

    /** @param lease how long a taken item stays with a person who does nothing, 10 minutes by default (S0.12) */
    public record Work(
            @DefaultValue("PT10M") @DurationMin(seconds = 5, message = "must be at least PT5S") Duration lease) {}

    /**
     * @param enabled whether letters are fetched and sent at all
     * @param address the company's address: letters come to it and go from it
     * @param name the name beside the address, such as the company's
     * @param smtp where letters are sent
     * @param imap where letters are fetched
     * @param embedded the mail server of the demonstration, inside this program
     * @param folder the folder that is read
     * @param pollInterval the pause between two looks into the folder
     * @param maxSize the greatest letter, in bytes, that is fetched whole; of a greater one only the headers
     * @param retryAfter the first pause after a failed attempt to send; it doubles up to six hours
     * @param attempts how often sending is tried before a person is asked
     * @param sendLease how long one attempt may take; an attempt older than this is in doubt
     * @param dkim the seal of outgoing letters, by which others tell that they are ours
     */
    public record Mail(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("hello@otklik.example")
                    @NotBlank(message = "must not be empty")
                    @Email(message = "must be an e-mail address")
                    String address,
            @DefaultValue("Otklik") @NotBlank(message = "must not be empty") String name,
            @Valid @DefaultValue Server smtp,
            @Valid @DefaultValue Server imap,
            @Valid @DefaultValue Embedded embedded,
            @DefaultValue("INBOX") @NotBlank(message = "must not be empty") String folder,
            @DefaultValue("PT10S") @DurationMin(millis = 200, message = "must be at least PT0.2S")
                    Duration pollInterval,
            @DefaultValue("26214400") @Min(value = 1024, message = "must be at least 1024 bytes") long maxSize,
            @DefaultValue("PT30S") @DurationMin(millis = 1, message = "must be positive") Duration retryAfter,
            @DefaultValue("8") @Min(value = 1, message = "must be at least 1") int attempts,
            @DefaultValue("PT2M") @DurationMin(millis = 100, message = "must be at least PT0.1S") Duration sendLease,
            @Valid @DefaultValue Dkim dkim) {}

    /**
     * The seal of outgoing letters (RFC 6376); none while all three are empty.
     *
     * @param domain that of the company's address
     * @param selector the name under which its public key stands in the DNS: {@code selector._domainkey.domain}
     * @param keyFile path of the private key: RSA, PKCS 8, PEM
     */
    public record Dkim(
            @DefaultValue("") String domain, @DefaultValue("") String selector, @DefaultValue("") String keyFile) {
        public boolean isGiven() {
            return !keyFile.isEmpty();
        }

        /** Whether all three are given or none; called like the key file, since the line about a wrong setting names it. */
        @jakarta.validation.constraints.AssertTrue(
                message = "must be given together with dkim.domain and dkim.selector")
        public boolean isKeyFile() {
            return domain.isEmpty() == keyFile.isEmpty() && selector.isEmpty() == keyFile.isEmpty();
        }
    }

    /**
     * @param host name or address of the server
     * @param port its port
     * @param user login; empty: none
     * @param password the login's password
     * @param tls {@code NONE}, {@code STARTTLS} or {@code TLS}
     */
    public record Server(
            @DefaultValue("localhost") @NotBlank(message = "must not be empty") String host,
            @DefaultValue("0")
                    @Min(value = 0, message = "must be a port between 0 and 65535")
                    @Max(value = 65535, message = "must be a port between 0 and 65535")
                    int port,
            @DefaultValue("") String user,
            @DefaultValue("") String password,
            @DefaultValue("NONE") Tls tls) {}

    public enum Tls {
        NONE,
        STARTTLS,
        TLS
    }

    /**
     * @param enabled whether the embedded server runs; the profile {@code demo} switches it on
     * @param smtpPort its port for SMTP
     * @param imapPort its port for IMAP
     */
    public record Embedded(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("3025")
                    @Min(value = 1, message = "must be a port between 1 and 65535")
                    @Max(value = 65535, message = "must be a port between 1 and 65535")
                    int smtpPort,
            @DefaultValue("3143")
                    @Min(value = 1, message = "must be a port between 1 and 65535")
                    @Max(value = 65535, message = "must be a port between 1 and 65535")
                    int imapPort) {}
}
