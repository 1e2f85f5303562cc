package otklik.inbox;

import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import otklik.engine.CaseSubject;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;

/** What a sample of hidden messages holds, for the lists of work and the Tasklist. */
@Component
class SpamSampleSubject implements CaseSubject {
    private final SpamSamples samples;
    private final Locale language;

    SpamSampleSubject(@Lazy SpamSamples samples, Settings settings) {
        this.samples = samples;
        this.language = settings.language();
    }

    @Override
    public String prefix() {
        return SpamSamples.PREFIX;
    }

    @Override
    public String line(String businessKey) {
        return Refusal.text(
                "inbox.sample.subject", language, samples.items(businessKey).size());
    }

    @Override
    public String details(String businessKey) {
        return line(businessKey)
                + "\n\n"
                + samples.items(businessKey).stream()
                        .map(SpamSamples.Item::message)
                        .map(card -> card.number() + " · " + card.senderName() + ": "
                                + (card.subject().isBlank() ? card.preview() : card.subject()))
                        .collect(Collectors.joining("\n"));
    }
}
