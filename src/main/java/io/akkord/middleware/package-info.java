/**
 * The chain of {@link io.akkord.spi.Middleware} before every commit to a namespace: how links are found and run, so that one that
 * throws, hangs or answers twice harms nothing but the submission it was asked about; the links that come with the server; and how log
 * lines speak of changes without giving values away.
 */
@NullMarked
package io.akkord.middleware;

import org.jspecify.annotations.NullMarked;
