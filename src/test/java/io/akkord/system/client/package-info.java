/**
 * A client of the protocol written for the tests alone: own WebSocket frames, own transform, a logbook of everything it was told.
 * Shares no code with the server.
 */
package io.akkord.system.client;
