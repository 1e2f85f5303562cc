package otklik.sources;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;

/** A form on the company's site: visitors send it, so there is no secret, but a list of sites, a trap for robots and limits. */
@Component
class FormKind implements CalledKind {
    static final String KEY = "form";
    static final String SITES = "sites";
    static final String TRAP = "trap";
    static final String THANKS = "thanks";
    static final String LANGUAGE = "language";

    private static final String ORIGIN = "Origin";
    private static final String WITHOUT_SCRIPT = "text/html";

    private final IntakeReach reach;
    private final Intake intake;
    private final FormPage page;

    FormKind(IntakeReach reach, Intake intake, FormPage page) {
        this.reach = reach;
        this.intake = intake;
        this.page = page;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                Field.lines(SITES).mandatory(),
                Field.choice(LANGUAGE, "ru", "en"),
                Field.text(THANKS),
                Field.text(TRAP).startingWith("website").mandatory(),
                Field.number(PER_STRANGER, "5"),
                Field.number(PER_MINUTE, "60"),
                Field.number(LARGEST, "1024"),
                Field.mapping(Intake.MAPPING, Mapping.USUAL));
    }

    @Override
    public void check(Source source) {
        source.setting(SITES)
                .lines()
                .map(String::strip)
                .filter(site -> !site.isEmpty())
                .forEach(FormKind::checkSite);
        var thanks = source.setting(THANKS);
        if (!thanks.isEmpty() && !thanks.matches("https?://[^\\s/]+(/\\S*)?")) {
            throw new Refusal("sources.form.wrongThanks").at(THANKS);
        }
        Intake.checkLimits(source);
    }

    /** A site is what a browser calls the origin of a page: the scheme, the host and the port. */
    private static void checkSite(String site) {
        try {
            var address = new URI(site);
            var isWeb = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
            if (isWeb && address.getHost() != null && address.getRawPath().isEmpty()) {
                return;
            }
        } catch (URISyntaxException noAddress) {
            throw new Refusal("sources.form.wrongSite", site).at(SITES);
        }
        throw new Refusal("sources.form.wrongSite", site).at(SITES);
    }

    @Override
    public Words test(Source source) throws Exception {
        return reach.test(source);
    }

    /** Whether a page of this origin may send the form; programs that are no browsers name none. */
    static boolean isOpenTo(Source source, String origin) {
        return source.kind().equals(KEY)
                && source.setting(SITES).lines().map(String::strip).anyMatch(origin::equals);
    }

    @Override
    public Reply receive(Source source, Call call) throws Refused {
        var origin = call.header(ORIGIN);
        if (!origin.isEmpty() && !isOpenTo(source, origin)) {
            throw new Refused(403, "sources.form.otherSite", origin);
        }
        var fields = intake.fields(call);
        var trap = source.setting(TRAP);
        // A robot that has filled in what no person sees reads the same thanks and does not learn to do better.
        if (fields.getOrDefault(trap, "").isBlank()) {
            intake.store(source, call, fields, Set.of(trap));
        }
        return thanks(source, call);
    }

    private Reply thanks(Source source, Call call) {
        var isPage = call.header("Accept").contains(WITHOUT_SCRIPT);
        var away = source.setting(THANKS);
        if (isPage && !away.isEmpty()) {
            return new Reply(303, "text/plain", "", Map.of("Location", away));
        }
        return isPage
                ? new Reply(200, "text/html", page.thanks(source), Map.of("Content-Security-Policy", FormPage.STILL))
                : Reply.json(201, "{\"status\":\"stored\"}");
    }
}
