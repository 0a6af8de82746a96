/** Rooms: collaborative documents of type {@code text} and {@code rich-text}, as pure decisions over operational transform. */
@NullMarked
package io.akkord.room;

import org.jspecify.annotations.NullMarked;
