/**
 * The past of objects: what one was at a version or a time. Asked by the edge, answered out of the journal, beside the object and
 * without holding it up. Nothing beyond what the object has confirmed is ever told.
 */
@NullMarked
package io.akkord.history;

import org.jspecify.annotations.NullMarked;
