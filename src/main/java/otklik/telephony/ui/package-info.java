/** Calls on screens: the handset beside each number, what rings now, the log, the settings. */
@NullMarked
package otklik.telephony.ui;

import org.jspecify.annotations.NullMarked;
