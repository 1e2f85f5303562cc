/** The processes planned-activity and activity-series: contracts, doors, delegates. */
@NullMarked
package otklik.activities.process;

import org.jspecify.annotations.NullMarked;
