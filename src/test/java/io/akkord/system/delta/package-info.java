/** Operational transform on Quill's Delta, written a second time for the system tests: nothing here knows the server's code. */
package io.akkord.system.delta;
