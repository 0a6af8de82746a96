package io.akkord.system.namespace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.akkord.system.check.Checker;
import io.akkord.system.client.Changes;
import io.akkord.system.client.NamespaceLog;
import io.akkord.system.client.Scope;
import io.akkord.system.client.Store;
import java.util.List;

/** Whenever a client was told a version it had what the history makes of it, cut to what the client follows; so had every read. */
public final class ViewsAreCuts implements Checker<NamespaceEvidence> {
    @Override
    public void check(NamespaceEvidence evidence) {
        List<Store> states = evidence.replay();
        for (NamespaceLog log : evidence.logs()) {
            log.views().forEach(view -> check(evidence, states, log.client(), log.scope(), view));
            log.seen().forEach(seen -> check(evidence, log, seen));
        }
        evidence.reads().forEach(read -> check(evidence, states, "a read", Scope.ALL, read));
    }

    private void check(
            NamespaceEvidence evidence, List<Store> states, String who, Scope scope, NamespaceLog.View view) {
        require(
                view.version() < states.size(),
                evidence,
                "%s was at %s, the history ends at %s",
                who,
                view.version(),
                evidence.history().size());
        Store expected = states.get((int) view.version()).cut(scope);
        require(
                view.store().equals(expected),
                evidence,
                "at %s %s had\n%s\nand of the history it is\n%s",
                view.version(),
                who,
                view.store(),
                expected);
    }

    private void check(NamespaceEvidence evidence, NamespaceLog log, NamespaceLog.Seen seen) {
        require(
                seen.version() >= 1 && seen.version() <= evidence.history().size(),
                evidence,
                "%s saw %s, the history ends at %s",
                log.client(),
                seen,
                evidence.history().size());
        NamespaceCommit stored = evidence.history().get((int) seen.version() - 1);
        JsonNode cut = cut(stored.changes(), log.scope());
        require(
                stored.client().equals(seen.client()) && stored.seq() == seen.seq() && cut.equals(seen.changes()),
                evidence,
                "%s saw %s, the history has %s",
                log.client(),
                seen,
                stored);
    }

    private static JsonNode cut(JsonNode changes, Scope scope) {
        var cut = Changes.none();
        for (JsonNode change : changes) {
            if (scope.coversEffect(change)) {
                cut.add(((ObjectNode) change.deepCopy()).without("previousValue"));
            }
        }
        return cut;
    }
}
