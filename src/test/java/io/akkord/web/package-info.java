/** The browser side in a real browser: the client library against plays and vectors, the page against the real server. */
package io.akkord.web;
