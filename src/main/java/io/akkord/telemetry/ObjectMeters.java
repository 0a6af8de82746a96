package io.akkord.telemetry;

import io.akkord.kind.ObjectId;
import io.akkord.object.ObjectMonitor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens to objects: by kind in the metrics, by object and key in the hot keys, and what was slow. */
final class ObjectMeters implements ObjectMonitor {
    private final Metrics metrics;
    private final HotKeys hot;
    private final SlowActions slow;
    private final Map<String, OfKind> kinds = new ConcurrentHashMap<>();

    ObjectMeters(Metrics metrics, HotKeys hot, SlowActions slow) {
        this.metrics = metrics;
        this.hot = hot;
        this.slow = slow;
    }

    /** Shows a kind before its first object is awake. */
    OfKind know(String kind) {
        return kinds.computeIfAbsent(kind, name -> new OfKind(metrics, name));
    }

    /** Begins anew to count; objects in memory are what they are. */
    void clear() {
        kinds.values().forEach(OfKind::clear);
    }

    @Override
    public Watch watch(ObjectId id) {
        return new OfObject(id, know(id.kind()), hot, slow);
    }

    /** The meters of one kind. */
    static final class OfKind {
        private static final String OBJECTS =
                "Objects in memory: with their state, or asleep in front of their sessions.";

        private final Metrics metrics;
        private final String kind;
        private final Map<String, LongAdder> conflicts = new ConcurrentHashMap<>();
        private final LongAdder submissions;
        private final LongAdder commits;
        private final LongAdder duplicates;
        private final LongAdder reads;
        private final LongAdder alarms;
        private final LongAdder presences;
        private final LongAdder broadcasts;
        private final LongAdder fences;
        private final LongAdder awake = new LongAdder();
        private final LongAdder hibernating = new LongAdder();
        private final Distribution waiting;
        private final Distribution group;
        private final Distribution written;
        private final Distribution gate;
        private final Distribution fanOut;
        private final Distribution recovery;

        OfKind(Metrics metrics, String kind) {
            this.metrics = metrics;
            this.kind = kind;
            submissions = counter("akkord.submissions", "Submissions that came to objects, resent ones too.");
            commits = counter("akkord.commits", "Commits that are durable.");
            duplicates = counter("akkord.duplicates", "Submissions that had been committed before.");
            reads = counter("akkord.reads", "Reads of objects and joins to them.");
            alarms = counter("akkord.alarms", "Times that an object was woken because its alarm was due.");
            presences = counter("akkord.presences", "Changes of presence.");
            broadcasts = counter("akkord.broadcasts", "Broadcasts.");
            fences = counter(
                    "akkord.fences", "Times that an object read its journal anew because a write or read failed.");
            metrics.gauge("akkord.objects", OBJECTS, awake::sum, "kind", kind, "state", "awake");
            metrics.gauge("akkord.objects", OBJECTS, hibernating::sum, "kind", kind, "state", "hibernating");
            waiting = metrics.counts(
                    "akkord.queue_requests", "Requests that waited at an object when its turn began.", "kind", kind);
            group = metrics.counts("akkord.group_commits", "Commits that were written together.", "kind", kind);
            written = times("akkord.journal_write", "A group's way to the journal and back.");
            gate = times("akkord.gate", "How long a commit was held by the output gate, from decided to released.");
            fanOut = metrics.counts("akkord.fanout_sessions", "Sessions that were told of a commit.", "kind", kind);
            recovery = times("akkord.recovery", "Reading an object's state from its journal.");
        }

        void clear() {
            List.of(submissions, commits, duplicates, reads, alarms, presences, broadcasts, fences)
                    .forEach(LongAdder::reset);
            List.of(waiting, group, written, gate, fanOut, recovery).forEach(Distribution::clear);
        }

        private LongAdder counter(String name, String help) {
            return metrics.counter(name, help, "kind", kind);
        }

        private Distribution times(String name, String help) {
            return metrics.times(name, help, "kind", kind);
        }

        LongAdder conflicts(String strategy) {
            return conflicts.computeIfAbsent(
                    strategy,
                    name -> metrics.counter(
                            "akkord.conflicts",
                            "Submissions that met a key which others had changed after their base.",
                            "kind",
                            kind,
                            "strategy",
                            name));
        }
    }

    /** Called by one entity only, so that what it remembers needs no guard. */
    private static final class OfObject implements Watch {
        private final ObjectId id;
        private final OfKind kind;
        private final HotKeys hot;
        private final SlowActions slow;
        private boolean awake;

        OfObject(ObjectId id, OfKind kind, HotKeys hot, SlowActions slow) {
            this.id = id;
            this.kind = kind;
            this.hot = hot;
            this.slow = slow;
            kind.hibernating.increment();
        }

        @Override
        public void submitted() {
            kind.submissions.increment();
        }

        @Override
        public void read() {
            kind.reads.increment();
            hot.object(id, 1, 0);
        }

        @Override
        public void alarmed() {
            kind.alarms.increment();
        }

        @Override
        public void presented() {
            kind.presences.increment();
        }

        @Override
        public void announced() {
            kind.broadcasts.increment();
        }

        @Override
        public void turn(int waiting) {
            kind.waiting.record(waiting);
        }

        @Override
        public void written(int commits, long nanos) {
            kind.written.record(nanos);
            slow.took(SlowActions.What.JOURNAL_WRITE, id.kind(), id.tenant(), nanos);
        }

        @Override
        public void released(int commits, int sessions, long nanos) {
            kind.commits.add(commits);
            kind.group.record(commits);
            kind.gate.record(nanos, commits);
            kind.fanOut.record(sessions, commits);
            hot.object(id, 0, commits);
        }

        @Override
        public void duplicates(int submissions) {
            kind.duplicates.add(submissions);
        }

        @Override
        public void contested(String how) {
            kind.conflicts(how).increment();
        }

        @Override
        public void wrote(String key) {
            hot.key(id, key, 0, 1);
        }

        @Override
        public void recovered(long nanos) {
            kind.recovery.record(nanos);
            slow.took(SlowActions.What.RECOVERY, id.kind(), id.tenant(), nanos);
            if (!awake) {
                awake = true;
                kind.awake.increment();
                kind.hibernating.decrement();
            }
        }

        @Override
        public void slept() {
            if (awake) {
                awake = false;
                kind.awake.decrement();
                kind.hibernating.increment();
            }
        }

        @Override
        public void fenced() {
            kind.fences.increment();
        }

        @Override
        public void stopped() {
            slept();
            kind.hibernating.decrement();
        }
    }
}
