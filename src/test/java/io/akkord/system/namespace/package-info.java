/**
 * Namespaces under test: what random clients ask of them, what is known of a run, and what must be true of it. The meaning of changes is
 * written down here once more, apart from the server's.
 */
package io.akkord.system.namespace;
