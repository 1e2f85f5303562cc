package otklik.engine;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Component;
import otklik.kernel.Parameter;

/** Which steps of which diagrams name a setting of the company, by the newest deployed versions: what a change will reach. */
@Component
public class SettingReaders {
    private static final Pattern CALL = Pattern.compile("deadlines\\s*\\.\\s*\\w+\\s*\\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("['\"](\\w+)['\"]");
    private static final Set<String> CONTAINERS = Set.of("process", "subProcess", "transaction", "adHocSubProcess");

    private final RepositoryService repository;
    private final Diagrams diagrams;
    private final Map<String, Map<Parameter, Set<String>>> byDefinition = new ConcurrentHashMap<>();

    SettingReaders(RepositoryService repository, Diagrams diagrams) {
        this.repository = repository;
        this.diagrams = diagrams;
    }

    /**
     * A diagram that names a setting.
     *
     * @param process its name for people
     * @param version of the diagram
     * @param steps the labels of the steps
     */
    public record Reader(String process, int version, List<String> steps) {}

    /** The diagrams by setting, in the reader's language; a setting that no diagram names is not there. */
    public Map<Parameter, List<Reader>> all(Locale locale) {
        var readers = new LinkedHashMap<Parameter, List<Reader>>();
        repository.createProcessDefinitionQuery().latestVersion().orderByProcessDefinitionKey().asc().list().stream()
                .forEach(definition -> byDefinition
                        .computeIfAbsent(definition.getId(), this::scan)
                        .forEach((parameter, steps) -> readers.computeIfAbsent(
                                        parameter, key -> new java.util.ArrayList<>())
                                .add(reader(definition, steps, locale))));
        return readers;
    }

    private Reader reader(ProcessDefinition definition, Set<String> steps, Locale locale) {
        return new Reader(
                diagrams.label(definition.getId(), definition.getKey(), locale),
                definition.getVersion(),
                steps.stream()
                        .map(step -> diagrams.label(definition.getId(), step, locale))
                        .toList());
    }

    /** Reads the file itself, so that no place where an expression may stand is forgotten. */
    private Map<Parameter, Set<String>> scan(String definitionId) {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try (InputStream file = repository.getProcessModel(definitionId)) {
            return scan(factory.createXMLStreamReader(file));
        } catch (java.io.IOException | XMLStreamException broken) {
            throw new IllegalStateException("Cannot read the diagram " + definitionId, broken);
        }
    }

    private static Map<Parameter, Set<String>> scan(XMLStreamReader xml) throws XMLStreamException {
        var found = new LinkedHashMap<Parameter, Set<String>>();
        var names = new ArrayDeque<String>();
        var owners = new ArrayDeque<String>();
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    var id = xml.getAttributeValue(null, "id");
                    var isStep = id != null && !names.isEmpty() && CONTAINERS.contains(names.peek());
                    owners.push(isStep ? id : owners.isEmpty() ? "" : owners.peek());
                    names.push(xml.getLocalName());
                    for (int i = 0; i < xml.getAttributeCount(); i++) {
                        note(found, owners.peek(), xml.getAttributeValue(i));
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!owners.isEmpty()) {
                        note(found, owners.peek(), xml.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    owners.pop();
                    names.pop();
                }
                default -> {
                    // Comments and the like name nothing.
                }
            }
        }
        return found;
    }

    private static void note(Map<Parameter, Set<String>> found, String step, String text) {
        CALL.matcher(text)
                .results()
                .flatMap(call -> NAME.matcher(call.group(1)).results())
                .flatMap(name -> Parameter.ofKey(name.group(1)).stream())
                .forEach(parameter -> found.computeIfAbsent(parameter, key -> new LinkedHashSet<>())
                        .add(step));
    }
}
