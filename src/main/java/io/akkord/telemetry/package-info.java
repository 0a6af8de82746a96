/**
 * What the server says of itself: health, log lines and their levels, spans. It looks at the rest of the house only through interfaces of
 * its own and of the object runtime, which the door fills; no document text, token or value is in anything it says; nobody
 * depends on it to do their work.
 */
@NullMarked
package io.akkord.telemetry;

import org.jspecify.annotations.NullMarked;
