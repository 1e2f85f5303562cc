package otklik.mailings;

import com.samskivert.mustache.Mustache;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import otklik.customers.CustomField;
import otklik.customers.CustomFields;
import otklik.kernel.Refusal;

/**
 * The places of templates. What users write is text with named places and nothing else: no conditions, no loops, no other template, so that
 * a template can neither run nor reach anything.
 */
@Component
public class Placeholders {
    /** The places that every template has, in the order in which they are offered; those of added fields follow under their keys. */
    public static final List<String> BUILT_IN = List.of(
            "company",
            "person",
            "firstName",
            "position",
            "email",
            "responsible",
            "responsibleEmail",
            "manager",
            "address",
            "inn",
            "kpp",
            "ourCompany",
            "today");

    private static final Pattern TAG = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .escapeHTML(false)
            .defaultValue("")
            .withLoader(name -> {
                throw new IllegalArgumentException("A template of letters includes no other: " + name);
            });

    private final CustomFields fields;

    Placeholders(CustomFields fields) {
        this.fields = fields;
    }

    /**
     * A place that can be written into a template.
     *
     * @param name what stands between the braces
     * @param label of an added field, as the administrator called it; empty for a built-in place
     */
    public record Place(String name, String label) {}

    /** All places that there are now. */
    public List<Place> all() {
        var places = new ArrayList<Place>();
        BUILT_IN.forEach(name -> places.add(new Place(name, "")));
        for (CustomField field : fields.all()) {
            if (!BUILT_IN.contains(field.key())) {
                places.add(new Place(field.key(), field.name()));
            }
        }
        return places;
    }

    /** Refuses a text with anything but known places, with their names. */
    void check(String text, String field) {
        var known = all().stream().map(Place::name).collect(Collectors.toSet());
        var unknown = names(text).stream()
                .filter(name -> !known.contains(name))
                .map(name -> "{{" + name + "}}")
                .toList();
        var rest = TAG.matcher(text).replaceAll("");
        if (!unknown.isEmpty() || rest.contains("{{") || rest.contains("}}")) {
            throw new Refusal(
                            "mailings.template.unknownPlace",
                            unknown.isEmpty() ? "{{" : String.join(", ", unknown),
                            known.stream()
                                    .sorted()
                                    .map(name -> "{{" + name + "}}")
                                    .collect(Collectors.joining(", ")))
                    .at(field);
        }
    }

    /** The names in a text, in their order. */
    static Set<String> names(String text) {
        var names = new LinkedHashSet<String>();
        var tags = TAG.matcher(text);
        while (tags.find()) {
            names.add(tags.group(1).strip());
        }
        return names;
    }

    /** Those of the names for which there is no value: a letter with a hole in it must not go (E70). */
    static List<String> missing(Collection<String> names, Map<String, String> values) {
        return names.stream()
                .filter(name -> values.getOrDefault(name, "").isBlank())
                .toList();
    }

    static String fill(String text, Map<String, String> values) {
        return COMPILER.compile(text).execute(values);
    }
}
