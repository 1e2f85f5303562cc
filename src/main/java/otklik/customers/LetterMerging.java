package otklik.customers;

import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import otklik.mail.LetterCases;

/** Letters that were written to a company as such go with it to the company it is joined with. */
@Component
class LetterMerging implements CompanyMerging {
    private final LetterCases letters;

    LetterMerging(LetterCases letters) {
        this.letters = letters;
    }

    @Override
    public String part() {
        return "letters";
    }

    @Override
    public String move(String from, String into) {
        return letters.move(from, into).stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    @Override
    public void back(String from, String into, String record) {
        letters.back(Merging.words(record, " ").stream().map(Long::valueOf).toList(), into, from);
    }
}
