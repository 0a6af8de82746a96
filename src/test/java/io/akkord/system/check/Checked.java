package io.akkord.system.check;

/** What is known of a run in one object. */
public interface Checked {
    /** The object's name. */
    String object();
}
