package io.akkord.system.namespace;

import io.akkord.system.check.Checker;
import java.util.List;

/** All promises together; the ones that name a fault most precisely come first. */
public final class NamespaceCheckers {
    public static final List<Checker<NamespaceEvidence>> ALL = List.of(
            new NothingPending(),
            new CommittedOnce(),
            new HistoryAddsUp(),
            new RejectNeverOverwrites(),
            new ConflictsAreReal(),
            new DoneAsAsked(),
            new ViewsAreCuts(),
            new AllTheSame(),
            new StreamInOrder());

    private NamespaceCheckers() {}
}
