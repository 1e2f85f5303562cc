package otklik.telephony;

import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * Leads those who may see a call to what was said, at the provider's. The browser fetches it, not this server: an address that somebody else
 * names leads nobody into the company's own network from here.
 */
@RestController
class CallRecordings {
    private static final Logger log = LoggerFactory.getLogger(CallRecordings.class);
    private static final int FOUND = 302;
    private static final int BAD_GATEWAY = 502;

    private final CallRows rows;
    private final Lines lines;
    private final Policy policy;

    CallRecordings(CallRows rows, Lines lines, Policy policy) {
        this.rows = rows;
        this.lines = lines;
        this.policy = policy;
    }

    @GetMapping("/files/calls/{id}")
    ResponseEntity<Void> recording(@PathVariable("id") long id) {
        // A step of a process reaches every call; over the web nobody is a stranger.
        var call = rows.byId(id)
                .filter(found -> CurrentUser.login().isPresent()
                        && policy.reach(Section.CALLS, Action.VIEW).covers(found.login(), null));
        if (call.isEmpty() || call.get().recording() == null) {
            return ResponseEntity.notFound().build();
        }
        try {
            return address(call.get(), call.get().recording())
                    .filter(CallRecordings::isWeb)
                    .map(address -> ResponseEntity.status(FOUND)
                            .header("Referrer-Policy", "no-referrer")
                            .header("Cache-Control", "no-store")
                            .location(address)
                            .<Void>build())
                    .orElseGet(() -> ResponseEntity.notFound().build());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ResponseEntity.status(BAD_GATEWAY).build();
        } catch (Exception failure) {
            log.warn("The recording of call {} is not given out: {}", call.get().key(), failure.toString());
            return ResponseEntity.status(BAD_GATEWAY).build();
        }
    }

    private Optional<URI> address(PhoneCall call, String recording) throws Exception {
        var provider = rows.provider(call.key()).flatMap(lines::provider);
        return provider.isEmpty()
                ? Optional.empty()
                : provider.get().recording(lines.of(provider.get().key(), call.login()), recording);
    }

    private static boolean isWeb(URI address) {
        return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                && address.getHost() != null
                && address.getRawUserInfo() == null;
    }
}
