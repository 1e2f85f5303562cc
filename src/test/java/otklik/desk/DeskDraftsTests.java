package otklik.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import otklik.NodeOfTest;

/** What was typed on the manager's screen is kept until the task is done. */
class DeskDraftsTests {
    private static NodeOfTest node;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(Map.of(), List.of(), "desk-drafts");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private DeskDrafts drafts() {
        return node.bean(DeskDrafts.class);
    }

    @Test
    void theNewestWordsAreKeptForEachPersonAndTask() {
        drafts().save("task1", "olga", Map.of("result", "first"));
        drafts().save("task1", "olga", Map.of("result", "second \u00ab\"quoted\"\u00bb\nline"));
        drafts().save("task1", "igor", Map.of("result", "his"));

        assertThat(drafts().find("task1", "olga"))
                .containsExactly(Map.entry("result", "second \u00ab\"quoted\"\u00bb\nline"));
        assertThat(drafts().find("task1", "igor")).containsEntry("result", "his");
        assertThat(drafts().find("task2", "olga")).isEmpty();
    }

    @Test
    void whatBelongsToAFinishedTaskIsForgottenAndTheRestStays() {
        drafts().save("task3", "olga", Map.of("result", "done"));
        drafts().save("task4", "olga", Map.of("result", "not yet"));

        drafts().forget("task3", "olga");

        assertThat(drafts().find("task3", "olga")).isEmpty();
        assertThat(drafts().find("task4", "olga")).containsEntry("result", "not yet");
    }
}
