package otklik.mailings;

import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.mail.SendingGuard;
import otklik.security.CaseGuard;
import otklik.security.Policy;
import otklik.security.Section;

/** Who may see what of mailings, and which of their letters must not go any more. */
@Configuration
class MailingGuard {
    /** Who sees campaigns sees what happened to their templates. */
    @Bean
    CaseGuard mailTemplateTimelines(Policy policy) {
        return CaseGuard.ofSection(MailTemplates.CASE, Section.CAMPAIGNS, policy);
    }

    /** Letters of a mailing that was taken back before their turn came. */
    @Bean
    SendingGuard withdrawnLetters(MailingLetters letters, Settings settings) {
        return letter -> letter.topic() == null
                ? Optional.empty()
                : letters.byKey(letter.key())
                        .filter(MailingLetters.MailingLetter::withdrawn)
                        .map(withdrawn -> Refusal.text("mailings.result.withdrawn", settings.language()));
    }
}
