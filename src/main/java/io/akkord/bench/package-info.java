/**
 * The load tool behind {@code java -jar akkord.jar bench} and {@code replay}: its command line. It measures a server from outside and
 * checks it, so it uses nothing of it: no other package of Akkord, and only the door uses this one.
 */
@NullMarked
package io.akkord.bench;

import org.jspecify.annotations.NullMarked;
