package io.akkord.system.namespace;

import io.akkord.system.check.Checked;
import io.akkord.system.client.NamespaceLog;
import io.akkord.system.client.Store;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is known of a run in one namespace when everybody has come to rest.
 *
 * @param object its name
 * @param history its commits
 * @param logs one per client
 * @param reads what GET showed, during the run and at its end
 */
public record NamespaceEvidence(
        String object, List<NamespaceCommit> history, List<NamespaceLog> logs, List<NamespaceLog.View> reads)
        implements Checked {

    /** The store at every version from 0 on. */
    List<Store> replay() {
        List<Store> states = new ArrayList<>(history.size() + 1);
        Store store = new Store();
        states.add(store.copy());
        for (NamespaceCommit commit : history) {
            if (commit.deletes()) {
                store.clear();
            }
            commit.changes().forEach(store::apply);
            states.add(store.copy());
        }
        return states;
    }
}
