/**
 * Rooms: collaborative documents of type {@code text}, {@code rich-text} and {@code json}, as pure decisions over operational transform.
 */
@NullMarked
package io.akkord.room;

import org.jspecify.annotations.NullMarked;
