package otklik.telephony;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import otklik.kernel.Refusal;

/** A provider that tells what happens by calling us: its settings have a field {@code secret}, which is a part of the address. */
interface TellsByWeb {
    /** What a call of the provider says; empty where nobody needs it. */
    Optional<CallNews> read(Line line, Map<String, String> form);

    /**
     * Asks the provider to tell what happens on these extensions from now on.
     *
     * @param address at which it finds us
     * @return what was done, or what to do
     */
    PhoneProvider.Health connect(Line line, List<String> extensions, String address);

    /** Refuses a secret that could be guessed, or that an address cannot hold. */
    static void checkSecret(Line line) {
        if (!line.setting("secret").matches("[A-Za-z0-9_-]{24,200}")) {
            throw new Refusal("telephony.wrongSecret").at("secret");
        }
    }
}
