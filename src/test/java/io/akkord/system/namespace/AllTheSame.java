package io.akkord.system.namespace;

import io.akkord.system.check.Checker;
import io.akkord.system.client.NamespaceLog;
import io.akkord.system.client.Store;
import java.util.List;

/** At the end everybody is where the history ends, with what it ends in. */
public final class AllTheSame implements Checker<NamespaceEvidence> {
    @Override
    public void check(NamespaceEvidence evidence) {
        long head = evidence.history().size();
        Store end = evidence.replay().get((int) head);
        for (NamespaceLog log : evidence.logs()) {
            List<NamespaceLog.View> views = log.views();
            require(!views.isEmpty(), evidence, "%s saw nothing", log.client());
            NamespaceLog.View last = views.get(views.size() - 1);
            require(last.version() == head, evidence, "%s is at %s of %s", log.client(), last.version(), head);
            require(
                    last.store().equals(end.cut(log.scope())),
                    evidence,
                    "%s ends with\n%s\nand the history with\n%s",
                    log.client(),
                    last.store(),
                    end);
        }
    }
}
