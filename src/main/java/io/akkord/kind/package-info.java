/**
 * What a kind of object is, as pure types: ids, submissions, decisions, commits and the state that a runtime keeps for an
 * object. Everybody may use it; it uses the JDK and a persistent map only. Nothing here reads a clock, randomness, configuration
 * or the world.
 */
@NullMarked
package io.akkord.kind;

import org.jspecify.annotations.NullMarked;
