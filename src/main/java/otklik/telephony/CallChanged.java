package otklik.telephony;

/**
 * Published inside the transaction in which a call changes its state: dialling, ringing, answered, in doubt, ended.
 *
 * @param call in its new state
 * @param before the state it had
 */
public record CallChanged(PhoneCall call, CallState before) {}
