package io.akkord.object;

import io.akkord.journal.CommitCodec;
import io.akkord.journal.Stored;
import io.akkord.kind.ClientEntry;
import io.akkord.kind.Commit;
import io.akkord.kind.Decision;
import io.akkord.kind.Names;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.ObjectState;
import io.akkord.kind.Rebase;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The submissions that go down in one journal write, decided one after the other over the confirmed state and the group's own
 * earlier events. Nothing of a group is visible before its write is confirmed; a group that is not written is simply forgotten.
 *
 * <p>Order of checks: owner of the client id, duplicate or reused seq, order of seqs, base, the command itself at its base.
 */
final class Group<C, E, S> {
    private final KindRuntime<C, E, S> runtime;
    private final ObjectKind<C, E, S> kind;
    private final ObjectState<S> confirmed;
    private final Window<E, S> window;
    private final long now;
    private final List<Stored<E>> events = new ArrayList<>();
    private final List<S> states = new ArrayList<>();
    private final List<String> contested = new ArrayList<>(0);
    private ObjectState<S> head;
    private long bytes;

    Group(KindRuntime<C, E, S> runtime, ObjectState<S> confirmed, Window<E, S> window, long now) {
        this.runtime = runtime;
        this.kind = runtime.kind();
        this.confirmed = confirmed;
        this.window = window;
        this.now = now;
        this.head = confirmed;
    }

    List<Stored<E>> events() {
        return events;
    }

    /** Who made its events, in their order. */
    List<String> clients() {
        return events.stream().map(stored -> stored.commit().client()).toList();
    }

    /** How those of its submissions that met what others had done were dealt with, also refused ones. */
    List<String> contested() {
        return contested;
    }

    /** The state after the group. */
    ObjectState<S> head() {
        return head;
    }

    /** The state of the kind after the i-th event. */
    S state(int i) {
        return states.get(i);
    }

    /** Stored bytes of the events. */
    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Whether the group brings the object into being or deletes it. */
    boolean changesExistence() {
        boolean before = kind.exists(confirmed.value());
        for (S state : states) {
            if (kind.exists(state) != before) {
                return true;
            }
        }
        return false;
    }

    Verdict admit(Candidate<C> candidate) {
        return check(candidate).orElseGet(() -> {
            Refusal refused = candidate.refused();
            return refused == null ? decide(candidate) : new Verdict.Refused(refused);
        });
    }

    /** The checks that come before the command itself; empty where they pass. */
    Optional<Verdict> check(Candidate<C> candidate) {
        Submission<C> s = candidate.submission();
        Optional<ClientEntry> known = candidate.numbered() ? head.clients().get(s.client()) : Optional.empty();
        if (known.isPresent() && !known.get().user().equals(s.user())) {
            return Optional.of(
                    Verdict.refuse(Refusal.Reason.FORBIDDEN, "This client id belongs to another user here."));
        }
        if (candidate.numbered()) {
            Optional<Verdict> settled = checkSeq(candidate, known);
            if (settled.isPresent()) {
                return settled;
            }
        }
        if (s.base() != Submission.HEAD) {
            if (s.base() > confirmed.version()
                    || s.base() < kind.continuousSince(head.value())
                    || (known.isPresent() && s.base() < known.get().version())) {
                return Optional.of(Verdict.refuse(
                        Refusal.Reason.BAD_BASE,
                        "The base version is ahead of the object, too old, or before the client's own last commit."));
            }
            if (candidate.at() < window.start()) {
                return Optional.of(new Verdict.NeedsJournal());
            }
        }
        return Optional.empty();
    }

    private Optional<Verdict> checkSeq(Candidate<C> candidate, Optional<ClientEntry> known) {
        Submission<C> s = candidate.submission();
        if (known.isEmpty()) {
            if (head.clients().forgot()) {
                return earlier(candidate);
            }
            return s.seq() == 1 ? Optional.empty() : Optional.of(outOfOrder(0));
        }
        ClientEntry last = known.get();
        if (s.seq() == last.seq()) {
            return Optional.of(resent(s, last.version(), last.timestamp(), last.hash()));
        }
        if (s.seq() < last.seq()) {
            Optional<Verdict> found = earlier(candidate);
            return found.isPresent() ? found : Optional.of(reused());
        }
        return s.seq() == last.seq() + 1 ? Optional.empty() : Optional.of(outOfOrder(last.seq()));
    }

    /** Looks for the commit of this very (client, seq) after the candidate's base; for one on the head, in memory. */
    private Optional<Verdict> earlier(Candidate<C> candidate) {
        Submission<C> s = candidate.submission();
        if (s.base() != Submission.HEAD && candidate.at() < window.start()) {
            return Optional.of(new Verdict.NeedsJournal());
        }
        for (long v = Math.max(candidate.at(), window.start()) + 1; v <= head.version(); v++) {
            Commit<E> c = commit(v);
            if (c.seq() == s.seq() && c.client().equals(s.client())) {
                return Optional.of(resent(s, c.version(), c.timestamp(), c.hash()));
            }
        }
        return Optional.empty();
    }

    static <C> Verdict resent(Submission<C> s, long version, long timestamp, long hash) {
        return hash == s.hash() ? new Verdict.Duplicate(version, timestamp) : reused();
    }

    private static Verdict reused() {
        return Verdict.refuse(Refusal.Reason.SEQ_REUSED, "This seq was committed before with other content.");
    }

    private static Verdict outOfOrder(long last) {
        return Verdict.refuse(Refusal.Reason.OUT_OF_ORDER, "The last committed seq of this client is " + last + ".");
    }

    /** The command as it acts on the head, or why it cannot; of a candidate that passed the checks before. */
    Rebase<C> broughtForward(Candidate<C> candidate) {
        C command = candidate.command();
        if (candidate.submission().base() != Submission.HEAD) {
            if (!candidate.checked()) {
                Optional<Refusal> misfit = kind.check(stateAt(candidate.at()), command);
                if (misfit.isPresent()) {
                    return new Rebase.Refused<>(misfit.get());
                }
            }
            for (long v = candidate.at() + 1; v <= head.version(); v++) {
                Rebase<C> rebased = kind.rebase(command, commit(v));
                if (rebased instanceof Rebase.Refused<C>) {
                    return rebased;
                }
                command = ((Rebase.Done<C>) rebased).command();
            }
        }
        return new Rebase.Done<>(command);
    }

    private Verdict decide(Candidate<C> candidate) {
        Rebase<C> brought = broughtForward(candidate);
        if (brought instanceof Rebase.Refused<C> refused) {
            return new Verdict.Refused(refused.refusal());
        }
        Submission<C> s = candidate.submission().with(((Rebase.Done<C>) brought).command());
        if (s.base() != Submission.HEAD && s.base() < head.version()) {
            kind.contested(head.value(), s).ifPresent(contested::add);
        }
        Decision<E> decision = kind.decide(head.value(), head.version(), s);
        if (decision instanceof Decision.Refused<E> refused) {
            return new Verdict.Refused(refused.refusal());
        }
        boolean existed = kind.exists(head.value());
        E event = ((Decision.Accepted<E>) decision).event();
        Commit<E> commit = append(s.client(), s.seq(), s.user(), s.source(), s.hash(), event);
        return new Verdict.Accepted(commit.version(), commit.timestamp(), !existed && kind.exists(head.value()));
    }

    /** Adds what the object itself wants to happen at its alarm; whether anything is due. */
    boolean alarm() {
        return append(Names.ALARM_CLIENT, kind.alarm(head.value(), now));
    }

    /** Adds what has to happen before anything is served on a recovered state; whether there is anything. */
    boolean recover() {
        return append(Names.SERVER_CLIENT, kind.recovered(head.value()));
    }

    /** Adds what happens when these clients are gone; whether anything does. */
    boolean absent(Set<String> clients) {
        return append(Names.SERVER_CLIENT, kind.absent(head.value(), clients));
    }

    private boolean append(String server, Optional<E> event) {
        event.ifPresent(e -> append(server, Submission.UNNUMBERED, "", "", 0, e));
        return event.isPresent();
    }

    private Commit<E> append(String client, long seq, String user, String source, long hash, E event) {
        long version = head.version() + 1;
        long number = seq == Submission.UNNUMBERED ? version : seq;
        long timestamp = Math.max(now, head.timestamp());
        Stored<E> stored = CommitCodec.seal(
                runtime.codec(),
                new Commit<>(version, client, number, user, source, timestamp, hash, 0, event),
                head.checksum());
        head = head.after(kind, stored.commit());
        events.add(stored);
        bytes += stored.bytes().length;
        states.add(head.value());
        return stored.commit();
    }

    private Commit<E> commit(long version) {
        return version <= confirmed.version()
                ? window.commit(version)
                : events.get((int) (version - confirmed.version() - 1)).commit();
    }

    private S stateAt(long version) {
        return version <= confirmed.version()
                ? window.stateAt(version)
                : states.get((int) (version - confirmed.version() - 1));
    }
}
