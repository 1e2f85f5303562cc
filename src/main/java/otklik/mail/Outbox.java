package otklik.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import otklik.engine.Attempts;
import otklik.kernel.ForeignText;
import otklik.kernel.Settings;

/**
 * The letters that are to go out. Posting writes a row in the caller's transaction and nothing else; the relay sends it after the commit.
 * At least once towards the server would be easy and wrong: an attempt that breaks off leaves the letter in doubt until a person decides.
 */
@Component
public class Outbox {
    /** The channel of letters. */
    public static final String MAIL = "mail";

    private static final int MESSAGE_ID_HEX = 32;
    private static final int NAME_LENGTH = 200;
    private static final int ADDRESS_LENGTH = 320;
    private static final int SUBJECT_LENGTH = 500;
    private static final int MESSAGE_ID_LENGTH = 500;
    private static final int TOPIC_LENGTH = 60;
    private static final int MOST_HEADERS = 10;

    private final OutgoingLetters letters;
    private final LetterStates states;
    private final Attempts attempts;
    private final ObjectProvider<RelayBell> bell;
    private final String domain;

    Outbox(
            OutgoingLetters letters,
            LetterStates states,
            Attempts attempts,
            ObjectProvider<RelayBell> bell,
            Settings settings) {
        this.letters = letters;
        this.states = states;
        this.attempts = attempts;
        this.bell = bell;
        var address = settings.mail().address();
        this.domain = address.substring(address.lastIndexOf('@') + 1);
    }

    /**
     * Writes the letter down in the current transaction; it goes out after the commit.
     *
     * @return the letter; where one with the same key exists already, that one, unchanged
     */
    public OutgoingLetter post(LetterDraft draft) {
        return post(draft, List.of());
    }

    /**
     * The same with files that go along.
     *
     * @param files ids of files that {@link OutgoingFiles} keeps
     */
    public OutgoingLetter post(LetterDraft draft, Collection<Long> files) {
        return letters.byKey(draft.key()).orElseGet(() -> {
            if (letters.insert(safe(draft), messageId(draft.key()))) {
                letters.attach(draft.key(), files);
                wakeRelayAfterCommit();
            }
            return letters.byKey(draft.key())
                    .orElseThrow(
                            () -> new IllegalStateException("Letter '%s' could not be written".formatted(draft.key())));
        });
    }

    public Optional<OutgoingLetter> byNumber(String number) {
        return letters.byNumbers(List.of(number)).stream().findFirst();
    }

    /** By the unique business fact that it was written for. */
    public Optional<OutgoingLetter> byKey(String key) {
        return letters.byKey(key);
    }

    /** By number; unknown numbers are left out. One query. */
    public Map<String, OutgoingLetter> byNumbers(Collection<String> numbers) {
        return letters.byNumbers(numbers).stream()
                .collect(Collectors.toMap(OutgoingLetter::number, Function.identity()));
    }

    /** Letters of a case, the newest first. Rights are the caller's matter. */
    public List<OutgoingLetter> ofCase(String caseKey, int limit) {
        return letters.ofCase(caseKey, limit);
    }

    /**
     * Letters in doubt, failed or bounced, the newest first. Of mailings only those in doubt: some addresses of each are wrong, and what
     * became of the others the mailing itself shows.
     */
    public List<OutgoingLetter> problems(int limit) {
        return letters.problems(limit);
    }

    /**
     * Queues an undelivered letter again. For the diagram {@code undelivered-letter}; a no-op where the letter is not undelivered.
     *
     * @param correctedAddress null or blank for the same address
     * @throws IllegalArgumentException when there is no such letter, as in {@link #confirm} and {@link #abandon}
     */
    public void resend(String number, @Nullable String correctedAddress) {
        var address = correctedAddress == null || correctedAddress.isBlank()
                ? null
                : ForeignText.cut(ForeignText.oneLine(correctedAddress), ADDRESS_LENGTH);
        attempts.run(() -> {
            if (states.requeue(existing(number), address)) {
                wakeRelayAfterCommit();
            }
        });
    }

    /** Takes a person's word that an undelivered letter did arrive. */
    public void confirm(String number) {
        attempts.run(() -> states.settle(existing(number), OutgoingLetter.State.SENT));
    }

    /**
     * Takes back a letter that still waits; nothing is changed where a relay has it in hand or it has gone.
     *
     * @param reason for people
     * @return whether it will not go
     */
    public boolean withdraw(String number, String reason) {
        return states.withdrawn(existing(number), ForeignText.oneLine(reason));
    }

    /** Gives an undelivered letter up. */
    public void abandon(String number) {
        attempts.run(() -> states.settle(existing(number), OutgoingLetter.State.ABANDONED));
    }

    /**
     * Puts another text in the place of a letter's own, once it has been tried: for a letter with a secret, which must not outlive the
     * sending. Only for letters of a {@link LetterOwner} that never sends them again; a no-op where the letter may still go out.
     */
    public void forgetText(String number, String text) {
        letters.forgetText(number, ForeignText.clean(text));
    }

    private OutgoingLetter existing(String number) {
        return byNumber(number).orElseThrow(() -> new IllegalArgumentException("There is no letter " + number));
    }

    private String messageId(String key) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return "<%s@%s>".formatted(HexFormat.of().formatHex(hash).substring(0, MESSAGE_ID_HEX), domain);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static LetterDraft safe(LetterDraft draft) {
        return new LetterDraft(
                draft.channel(),
                draft.key(),
                draft.caseKey(),
                draft.author(),
                ForeignText.cut(ForeignText.oneLine(draft.fromName()), NAME_LENGTH),
                ForeignText.cut(ForeignText.oneLine(draft.to()), ADDRESS_LENGTH),
                ForeignText.cut(ForeignText.oneLine(draft.toName()), NAME_LENGTH),
                ForeignText.cut(ForeignText.oneLine(draft.subject()), SUBJECT_LENGTH),
                ForeignText.clean(draft.text()),
                draft.inReplyTo() == null
                        ? null
                        : ForeignText.cut(ForeignText.oneLine(draft.inReplyTo()), MESSAGE_ID_LENGTH),
                draft.references().stream().map(ForeignText::oneLine).toList(),
                draft.automatic(),
                draft.topic() == null ? null : ForeignText.cut(ForeignText.oneLine(draft.topic()), TOPIC_LENGTH),
                draft.html() == null ? null : ForeignText.clean(draft.html()),
                safe(draft.headers()),
                draft.answer());
    }

    private static Map<String, String> safe(Map<String, String> headers) {
        if (headers.size() > MOST_HEADERS
                || headers.keySet().stream().anyMatch(name -> !name.matches("[A-Za-z][A-Za-z0-9-]{0,60}"))) {
            throw new IllegalArgumentException("Wrong headers of a letter: " + headers.keySet());
        }
        return headers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        header -> ForeignText.oneLine(header.getValue()),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private void wakeRelayAfterCommit() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    bell.ifAvailable(RelayBell::ring);
                }
            });
        } else {
            bell.ifAvailable(RelayBell::ring);
        }
    }
}
