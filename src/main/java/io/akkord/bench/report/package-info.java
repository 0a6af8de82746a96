/** Results for people and programs: a table, a page with charts, JSON. */
@NullMarked
package io.akkord.bench.report;

import org.jspecify.annotations.NullMarked;
