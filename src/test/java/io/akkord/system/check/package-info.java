/**
 * What must be true of a run, each as a class of its own that can fail: the saboteurs prove that it does. Checkers compare logbooks of
 * clients, reads and the journal; they know nothing of the server.
 */
package io.akkord.system.check;
