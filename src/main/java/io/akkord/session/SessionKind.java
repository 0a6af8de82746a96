package io.akkord.session;

import io.akkord.kind.Commit;
import io.akkord.kind.ObjectKind;
import io.akkord.object.CommitFrame;
import io.akkord.object.KindRuntime;
import io.akkord.protocol.KindWire;

/** All that sessions know of one kind of object. */
public record SessionKind<C, E, S>(KindRuntime<C, E, S> runtime, KindWire<C, E, S> wire) {
    public SessionKind {
        if (!runtime.kind().name().equals(wire.kind())) {
            throw new IllegalArgumentException("a kind and the wire of another one");
        }
    }

    ObjectKind<C, E, S> kind() {
        return runtime.kind();
    }

    /** A commit read from the past, as it would have come in the stream. */
    CommitFrame frame(Commit<E> commit) {
        return new CommitFrame(
                commit.version(),
                commit.client(),
                commit.seq(),
                commit.timestamp(),
                commit.hash(),
                kind().deletes(commit.event()),
                runtime.encoder().encode(commit));
    }
}
