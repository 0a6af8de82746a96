/** The wire: messages, errors and their JSON, exactly as the protocol says. Knows the pure packages and Jackson, no actors. */
@NullMarked
package io.akkord.protocol;

import org.jspecify.annotations.NullMarked;
