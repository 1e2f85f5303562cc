package otklik.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Who counts as one stranger: limits by address are limits by what one subscriber has. */
public final class Network {
    /** A network of one subscriber has so many of the 16 bytes of an IPv6 address; the rest it chooses as it likes. */
    private static final int SUBSCRIBER_BYTES = 8;

    private Network() {}

    /** The address itself; of an IPv6 address the network, since whoever has one has all of its addresses. */
    public static String of(String address) {
        if (!address.matches("[0-9a-fA-F:]*:[0-9a-fA-F:.]*(%.*)?")) {
            return address;
        }
        try {
            var bytes = InetAddress.getByName(address.replaceFirst("%.*", "")).getAddress();
            Arrays.fill(bytes, Math.min(SUBSCRIBER_BYTES, bytes.length), bytes.length, (byte) 0);
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException noAddress) {
            return address;
        }
    }
}
