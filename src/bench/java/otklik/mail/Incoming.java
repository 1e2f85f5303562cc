package otklik.mail;

import java.nio.charset.StandardCharsets;
import otklik.NodeOfTest;
import otklik.sources.Sources;

/** A mailbox of which the server has already been asked: letters go into the reception one by one, as the poller brings them. */
public final class Incoming {
    private final Reception reception;
    private final SourceRows.Position position;
    private long uid;

    public Incoming(NodeOfTest node, String source) {
        node.bean(Sources.class).ensure(source, "mailbox", source, java.util.Map.of());
        var rows = node.bean(SourceRows.class);
        rows.ensure(source, "INBOX");
        this.position = rows.position(source);
        this.reception = node.bean(Reception.class);
    }

    public void bring(String letter) {
        var raw = letter.getBytes(StandardCharsets.UTF_8);
        reception.receive(position, ++uid, new FetchedLetter(raw, raw.length, false));
    }
}
