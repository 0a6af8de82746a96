/**
 * What the server says of itself: health, metrics, what is hot, what was slow, log lines and their levels, spans. It looks at objects and
 * sessions only through the small interfaces that those packages declare and call, at requests through ones that it declares itself because
 * the edge stands above it; the door hands them out. Nobody depends on it to do their work, and what it costs them is a few additions per
 * group. No document text, token or value is in anything it says.
 *
 * <p>Labels of metrics come from closed lists: kinds, error codes, strategies, routes. Never an id, a user, a tenant, a client, a key
 * or an address. Hot keys and slow actions carry a tenant and are shown to nobody else.
 */
@NullMarked
package io.akkord.telemetry;

import org.jspecify.annotations.NullMarked;
