package otklik.mailings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import otklik.mail.OutgoingLetter;
import otklik.mail.OutgoingLetter.State;

class BadAddressTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 5.1.1 no such box|true",
                "550 5.1.10 recipient not found|true",
                "550 5.2.1 the box is disabled|true",
                "550 5.4.4 unable to route: no mail host of that name|true",
                "550|true",
                "550 No such user here|true",
                "551 User not local|true",
                "Invalid address a b@c.example|true",
                "Invalid domain c..example|true",
                "client@b.example 5.1.1 smtp; 550 no such user|true",
                "552 5.2.2 The box is full|false",
                "550 5.7.1 Message looks like spam|false",
                "550 Message was taken for spam|false",
                "550 Your address is on a blacklist|false",
                "550 relay not permitted|false",
                "552 quota exceeded|false",
                "451 4.7.1 greylisted, come again|false",
                "554 5.7.1 Transaction failed|false",
                "Connection refused|false"
            })
    void e65_addressIsBadOnlyWhereTheServerSaysThatThereIsNone(String words, boolean expected) {
        assertThat(BadAddress.isTold(letter(State.FAILED, words))).isEqualTo(expected);
        assertThat(BadAddress.isTold(letter(State.BOUNCED, words))).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FAILED", "BOUNCED"})
    void e65_addressOfALetterThatDidNotComeBackIsNotBad(State state) {
        assertThat(BadAddress.isTold(letter(state, "550 5.1.1 no such box"))).isFalse();
    }

    private static OutgoingLetter letter(State state, String error) {
        return new OutgoingLetter(
                1,
                "L-1",
                "mail",
                "B-1/K-1/a@b.example",
                "K-1",
                "anna",
                "a@b.example",
                "Subject",
                "Text",
                "<1@otklik.example>",
                state,
                1,
                error,
                Instant.EPOCH,
                null,
                "seminars",
                true,
                null,
                false);
    }
}
