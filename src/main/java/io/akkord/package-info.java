/** The door: builds everything once and starts it. Uses every other package; nobody uses it. */
@NullMarked
package io.akkord;

import org.jspecify.annotations.NullMarked;
