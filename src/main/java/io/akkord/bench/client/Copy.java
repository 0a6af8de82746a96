package io.akkord.bench.client;

import io.akkord.bench.text.Merge;
import io.akkord.bench.text.Text;
import io.akkord.bench.text.TextOperation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A room's text as one client has it: at some version, with the submission in flight and the unsent edits on top. */
final class Copy {
    private final Text text;
    private long version;
    private @Nullable Submission inFlight;
    private @Nullable Unsent unsent;

    Copy(String content, long version) {
        this.text = new Text(content);
        this.version = version;
    }

    Text text() {
        return text;
    }

    long version() {
        return version;
    }

    @Nullable
    Submission inFlight() {
        return inFlight;
    }

    int unsentEdits() {
        return unsent == null ? 0 : unsent.edits();
    }

    int pendingEdits() {
        return unsentEdits() + (inFlight == null ? 0 : inFlight.due().size());
    }

    void edit(TextOperation edit, long due) {
        text.apply(edit);
        if (unsent == null) {
            unsent = new Unsent(edit, List.of(due));
        } else {
            unsent.add(edit, List.of(due));
        }
    }

    /** Puts the unsent edits in flight; null where there are none or something is in flight. */
    @Nullable
    Submission launch(long seq) {
        if (inFlight != null || unsent == null) {
            return null;
        }
        inFlight = unsent.submission(seq, version);
        unsent = null;
        return inFlight;
    }

    /** Somebody else's commit is the version {@code at}. */
    void commit(long at, TextOperation committed) {
        TextOperation shown = committed;
        if (inFlight != null) {
            TextOperation own = inFlight.now();
            inFlight = inFlight.moved(Merge.behind(shown, own));
            shown = Merge.onto(own, shown);
        }
        if (unsent != null) {
            TextOperation own = unsent.operation();
            unsent.move(Merge.behind(shown, own));
            shown = Merge.onto(own, shown);
        }
        text.apply(shown);
        version = at;
    }

    /** The submission in flight is the commit of version {@code at}. */
    void acknowledge(long at) {
        inFlight = null;
        version = at;
    }

    /** What is in flight will not be committed under its seq: it goes back to the unsent edits. */
    void withdraw() {
        if (inFlight != null) {
            Unsent again = new Unsent(inFlight.now(), inFlight.due());
            if (unsent != null) {
                again.add(unsent.operation(), unsent.due());
            }
            unsent = again;
            inFlight = null;
        }
    }
}
