/** The screens of the inbox. */
@NullMarked
package otklik.inbox.ui;

import org.jspecify.annotations.NullMarked;
