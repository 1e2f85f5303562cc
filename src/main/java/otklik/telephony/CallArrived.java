package otklik.telephony;

/** Published inside the transaction in which an incoming call is written down; its further way is told by {@link CallChanged}. */
public record CallArrived(PhoneCall call) {}
