/** Benchmarks of single parts with JMH. Run by {@code mvn -q -Pjmh test}; README says how to choose among them. */
package io.akkord.benchmark;
