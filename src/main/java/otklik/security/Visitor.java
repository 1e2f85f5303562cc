package otklik.security;

import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;

/**
 * Who stands at the door: from where, and with what.
 *
 * @param address the address from which the request came, by a trusted proxy's word where the server is told to believe one
 * @param browser the browser and the system in a few words, such as {@code Firefox, Linux}; as much as it says of itself
 */
record Visitor(String address, String browser) implements Serializable {
    private static final Visitor UNKNOWN = new Visitor("", "");
    private static final int LONGEST = 64;

    /** What betrays a browser, the more telling word first: all of them call themselves by several names. */
    private static final Map<String, String> BROWSERS = inThisOrder(
            "YaBrowser",
            "Yandex",
            "Edg",
            "Edge",
            "OPR",
            "Opera",
            "Firefox",
            "Firefox",
            "Chrome",
            "Chrome",
            "Safari",
            "Safari");

    private static final Map<String, String> SYSTEMS = inThisOrder(
            "Android", "Android", "iPhone", "iPhone", "iPad", "iPad", "Windows", "Windows", "Mac OS", "macOS", "Linux",
            "Linux");

    static Visitor of(HttpServletRequest request) {
        return new Visitor(
                cut(Optional.ofNullable(request.getRemoteAddr()).orElse("")),
                browser(Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT))
                        .orElse("")));
    }

    static Visitor of(Authentication authentication) {
        return authentication.getDetails() instanceof Visitor visitor ? visitor : UNKNOWN;
    }

    private static String browser(String agent) {
        var browser = first(BROWSERS, agent);
        var system = first(SYSTEMS, agent);
        if (browser.isPresent() && system.isPresent()) {
            return browser.get() + ", " + system.get();
        }
        return browser.or(() -> system).orElseGet(() -> cut(agent.replaceAll("[/;( ].*", "")));
    }

    private static Optional<String> first(Map<String, String> names, String agent) {
        return names.entrySet().stream()
                .filter(name -> agent.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static String cut(String text) {
        var readable = text.replaceAll("\\p{Cntrl}", "?");
        return readable.length() <= LONGEST ? readable : readable.substring(0, LONGEST);
    }

    private static Map<String, String> inThisOrder(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (var i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
