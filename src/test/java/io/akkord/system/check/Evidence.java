package io.akkord.system.check;

import io.akkord.system.client.Logbook;
import io.akkord.system.delta.Change;
import io.akkord.system.delta.Model;
import io.akkord.system.server.HttpApi;
import io.akkord.system.server.StoredCommit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * All that is known of a run in one room when everybody has come to rest.
 *
 * @param room its name
 * @param type {@code text}, {@code rich-text} or {@code json}
 * @param journal its commits, read from the database file or by the history route
 * @param books one per client
 * @param finals the documents the clients ended with, by client
 * @param server what GET shows at the end; null where no server runs any more
 * @param reads what GET showed during the run
 */
public record Evidence(
        String room,
        String type,
        List<StoredCommit> journal,
        List<Logbook> books,
        Map<String, Change> finals,
        HttpApi.View server,
        List<HttpApi.View> reads)
        implements Checked {
    @Override
    public String object() {
        return room;
    }

    /** The document the journal ends in, replayed by the tests' own transform. */
    public Change replay() {
        return replay(List.of((long) journal.size())).get((long) journal.size());
    }

    /** The documents at these versions; those the journal does not reach are missing. */
    public Map<Long, Change> replay(Iterable<Long> versions) {
        TreeSet<Long> wanted = new TreeSet<>();
        versions.forEach(wanted::add);
        Map<Long, Change> states = new HashMap<>();
        Model doc = Model.of(type);
        long at = 0;
        for (StoredCommit commit : journal) {
            if (wanted.remove(at)) {
                states.put(at, doc.content());
            }
            doc.apply(commit.op());
            at++;
        }
        if (wanted.contains(at)) {
            states.put(at, doc.content());
        }
        return states;
    }
}
