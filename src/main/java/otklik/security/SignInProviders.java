package otklik.security;

import java.util.List;
import java.util.stream.StreamSupport;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.stereotype.Component;

/** Who else may vouch for our people: the registrations of OpenID Connect that the settings name; none by default. */
@Component
public class SignInProviders {
    private final List<Provider> all;

    SignInProviders(ObjectProvider<ClientRegistrationRepository> registrations) {
        this.all = registrations.getIfAvailable() instanceof Iterable<?> known
                ? StreamSupport.stream(known.spliterator(), false)
                        .map(ClientRegistration.class::cast)
                        .map(registration -> new Provider(
                                registration.getClientName(),
                                "oauth2/authorization/" + registration.getRegistrationId()))
                        .toList()
                : List.of();
    }

    /**
     * @param name the name to show
     * @param path where signing in with it begins
     */
    public record Provider(String name, String path) {}

    public List<Provider> all() {
        return all;
    }
}
