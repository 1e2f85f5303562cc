package otklik.tasks;

import java.util.Arrays;
import java.util.Optional;

/** What a person says to an assignment: the answers of the forms accept-assignment and do-assignment. */
public enum TaskAnswer {
    BEGIN("begin"),
    DONE("done"),
    /** It needs another date. */
    LATER("later"),
    DECLINED("declined");

    private final String word;

    TaskAnswer(String word) {
        this.word = word;
    }

    /** As the forms and the diagram write it. */
    public String word() {
        return word;
    }

    public static Optional<TaskAnswer> ofWord(String word) {
        return Arrays.stream(values())
                .filter(answer -> answer.word.equals(word))
                .findFirst();
    }
}
