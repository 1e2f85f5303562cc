package otklik.customers;

import java.util.stream.IntStream;

/**
 * The Russian taxpayer number (INN): 10 digits of a company with one control digit, 12 of a person with two. A control digit is the sum of
 * the digits before it by fixed weights, modulo 11, modulo 10 (order of the Federal Tax Service MMV-7-6/435).
 */
final class TaxNumber {
    private static final int[] WEIGHTS = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};

    private TaxNumber() {}

    static boolean isRight(String inn) {
        return inn.matches("\\d{10}") && isControlled(inn, 9)
                || inn.matches("\\d{12}") && isControlled(inn, 10) && isControlled(inn, 11);
    }

    private static boolean isControlled(String inn, int place) {
        var sum = IntStream.range(0, place)
                .map(index -> (inn.charAt(index) - '0') * WEIGHTS[WEIGHTS.length - place + index])
                .sum();
        return sum % 11 % 10 == inn.charAt(place) - '0';
    }
}
