/**
 * The stored form of objects and everything that touches the database: codecs with stable type names, snapshots, waypoints, plug-in
 * set-up, reading the past. The stored bytes are a contract with golden files; moving a class never changes one.
 */
@NullMarked
package io.akkord.journal;

import org.jspecify.annotations.NullMarked;
