package otklik.staff;

import otklik.kernel.Refusal;

/**
 * The link of a letter, as far as whoever has it may know.
 *
 * @param login of the person; empty unless the link is live, since others may come to a dead one
 * @param name of the person; empty unless the link is live
 */
public record PersonalLink(LinkState state, LinkPurpose purpose, String login, String name) {
    static final PersonalLink UNKNOWN = new PersonalLink(LinkState.UNKNOWN, LinkPurpose.ACTIVATION, "", "");

    public boolean isLive() {
        return state == LinkState.LIVE;
    }

    /** Key of the sentence that says why the link is dead, and what to do. */
    public String reason() {
        return "staff.link." + state.name().toLowerCase(java.util.Locale.ROOT)
                + (state == LinkState.UNKNOWN ? "" : "." + purpose.word());
    }

    Refusal refusal() {
        return new Refusal(reason());
    }
}
