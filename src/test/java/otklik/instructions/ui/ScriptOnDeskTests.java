package otklik.instructions.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

/** How an instruction becomes what to say and what to say to each answer. */
class ScriptOnDeskTests {
    @Test
    void linesWithTwoHashesAreAnswersAndWhatFollowsIsSaidToThem() {
        assertThat(ScriptOnDesk.branches(
                        "Good day.\nHave you a minute?\n## Yes\nTell the news.\n\nAsk.\n##No\nCall later."))
                .containsExactly(
                        entry("", "Good day.\nHave you a minute?"),
                        entry("Yes", "Tell the news.\n\nAsk."),
                        entry("No", "Call later."));
    }

    @Test
    void anInstructionWithoutAnswersIsSaidAsItIs() {
        assertThat(ScriptOnDesk.branches("Look into the letter first."))
                .containsExactly(entry("", "Look into the letter first."));
    }
}
