package otklik.mailings;

import java.time.Instant;
import java.util.Locale;

/**
 * A letter to companies, with places for what differs between them, as one of its saved versions.
 *
 * @param name at most 100 characters, once among all templates
 * @param topic what kind of mailing it is, such as seminars: a recipient may want no more letters of the same topic; at most 60 characters
 * @param language of the letter, and of the page on which its recipient may opt out
 * @param subject may have places: <code>{{company}}</code>
 * @param text plain text, may have places
 * @param version counts what was saved, from 1: topic, language, subject and text, none of which is changed later
 * @param retired whether it is no longer offered
 */
public record MailTemplate(
        long id,
        String name,
        String topic,
        Locale language,
        String subject,
        String text,
        int version,
        boolean retired,
        Instant savedAt,
        String savedBy) {}
