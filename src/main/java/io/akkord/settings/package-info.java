/** Configuration as records, read once at the door. Every default stands with a comment in {@code reference.conf}. */
@NullMarked
package io.akkord.settings;

import org.jspecify.annotations.NullMarked;
