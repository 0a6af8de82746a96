/**
 * The way of stored namespaces from the schema they were written for to the one that is configured: {@link io.akkord.spi.Migration}s and
 * files with JSON Patches, found and checked at the start of the server.
 */
@NullMarked
package io.akkord.migration;

import org.jspecify.annotations.NullMarked;
