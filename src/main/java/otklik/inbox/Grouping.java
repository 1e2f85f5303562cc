package otklik.inbox;

/** Why a message stands in the group of an earlier one. */
public enum Grouping {
    /** The same words of the same sender, or of one whom nobody could answer: hidden behind the earlier one, whatever became of it. */
    COPY,
    /** The same person by another source while the earlier message waits: read together with it. */
    PERSON,
    /** Almost the same text of somebody else: it stays in the list, since no person is hidden behind another. */
    ALIKE,
    /** Of a sender who is known for spam: counted with the sender's other spam (E21). */
    THREAD
}
