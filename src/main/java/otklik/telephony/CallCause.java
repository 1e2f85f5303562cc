package otklik.telephony;

/** Why a call is over, or that it was answered. */
public enum CallCause {
    /** People have talked. */
    ANSWERED,
    NO_ANSWER,
    BUSY,
    DECLINED,
    INVALID_NUMBER,
    /** A machine talked; a person has said so. */
    MACHINE,
    /** The network had no line. */
    CONGESTION,
    /** The provider has told nothing in time. */
    PROVIDER_SILENT,
    /** We gave it up before anybody answered. */
    CANCELLED,
    /** The provider did not take the order. */
    PROVIDER_FAILED
}
