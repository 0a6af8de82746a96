package io.akkord.system.delta;

/** What a commit does to a document, or the whole content of one: something to be compared, and applied by a {@link Model}. */
public interface Change {}
