package io.akkord.bench.client;

import io.akkord.bench.text.Merge;
import io.akkord.bench.text.TextOperation;
import java.util.ArrayList;
import java.util.List;

/** Edits composed while a submission is in flight. */
final class Unsent {
    private TextOperation operation;
    private final List<Long> due = new ArrayList<>();

    Unsent(TextOperation operation, List<Long> due) {
        this.operation = operation;
        this.due.addAll(due);
    }

    int edits() {
        return due.size();
    }

    TextOperation operation() {
        return operation;
    }

    void add(TextOperation edit, List<Long> more) {
        operation = Merge.compose(operation, edit);
        due.addAll(more);
    }

    List<Long> due() {
        return due;
    }

    void move(TextOperation to) {
        operation = to;
    }

    Submission submission(long seq, long base) {
        return new Submission(seq, base, operation, operation, due);
    }
}
