package io.akkord.bench.load;

/** Hears how a run comes along; called by the thread that executes it. */
public interface LoadListener {
    void stage(String what);

    void sample(Sample sample);
}
