/** The server as the tests see it from outside: a process, an HTTP address, a database file. */
package io.akkord.system.server;
