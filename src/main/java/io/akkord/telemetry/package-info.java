/**
 * What the server says of itself. It looks at the rest of the house only through interfaces of its own, which the door fills; nobody
 * depends on it to do their work.
 */
@NullMarked
package io.akkord.telemetry;

import org.jspecify.annotations.NullMarked;
