package otklik.messengers;

import java.io.IOException;

/** A messenger says no, and why; whatever was asked has not been done. */
final class MessengerRefused extends IOException {
    private final int code;

    /** @param code as the messenger documents it */
    MessengerRefused(int code, String description) {
        super(description);
        this.code = code;
    }

    int code() {
        return code;
    }
}
