package io.akkord.object;

import io.akkord.kind.ObjectId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A monitor that notes what it hears, without times. */
final class Noted implements ObjectMonitor {
    private record Note(ObjectId id, String what) {}

    private final List<Note> notes = new CopyOnWriteArrayList<>();

    /** What it heard of one object, in order, but for turns. */
    List<String> of(ObjectId id) {
        return notes.stream()
                .filter(note -> note.id().equals(id))
                .map(Note::what)
                .toList();
    }

    @Override
    public Watch watch(ObjectId id) {
        return new Watch() {
            private void note(String what) {
                notes.add(new Note(id, what));
            }

            @Override
            public void submitted() {
                note("submitted");
            }

            @Override
            public void read() {
                note("read");
            }

            @Override
            public void written(int commits, long nanos) {
                note("written " + commits);
            }

            @Override
            public void released(int commits, int sessions, long nanos) {
                note("released " + commits + " to " + sessions);
            }

            @Override
            public void duplicates(int submissions) {
                note("duplicates " + submissions);
            }

            @Override
            public void recovered(long nanos) {
                note("recovered");
            }

            @Override
            public void slept() {
                note("slept");
            }

            @Override
            public void fenced() {
                note("fenced");
            }

            @Override
            public void stopped() {
                note("stopped");
            }
        };
    }
}
