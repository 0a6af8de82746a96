/** Documents of JSON and operations of json0 as the tests know them, without a line of the server's. There is no transform here. */
package io.akkord.system.json;
