/** The screens of the section "Communications". */
@NullMarked
package otklik.requests.ui;

import org.jspecify.annotations.NullMarked;
