package otklik.bench;

import otklik.ReadOnce;

/**
 * How fast 64 people on two nodes empty a list of 20,000 messages, each read once: real messages, real processes, real decisions. One
 * command: {@code ./mvnw -q -Pbench test-compile exec:java -Dexec.mainClass=otklik.bench.ReadOnceBench}
 */
public final class ReadOnceBench {
    private static final int PEOPLE = 64;
    private static final int MESSAGES = 20_000;

    private ReadOnceBench() {}

    public static void main(String[] args) throws Exception {
        try (var trial = ReadOnce.onTwoNodes()) {
            System.out.println(trial.run(PEOPLE, MESSAGES));
        }
        System.exit(0);
    }
}
