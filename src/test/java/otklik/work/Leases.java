package otklik.work;

import otklik.NodeOfTest;

/** Lets tests of other modules do at once what the sweep of expired leases does every five seconds. */
public final class Leases {
    private Leases() {}

    public static void end(NodeOfTest node) {
        var items = node.bean(WorkItems.class);
        items.expired().forEach(items::expire);
    }
}
