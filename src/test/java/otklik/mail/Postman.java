package otklik.mail;

import java.nio.charset.StandardCharsets;
import otklik.NodeOfTest;

/** Brings letters to a node without a mailbox from which it would fetch them. */
public final class Postman {
    private static final String BAG = "postman";

    private Postman() {}

    /** Takes a letter in, as if it had just been fetched. */
    public static void bring(NodeOfTest node, String letter) {
        var bags = node.bean(SourceRows.class);
        bags.ensure(BAG, "INBOX");
        var position = bags.position(BAG);
        var raw = letter.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        node.bean(Reception.class).receive(position, position.lastUid() + 1, new FetchedLetter(raw, raw.length, false));
    }
}
