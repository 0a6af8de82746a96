package io.akkord.bench.load;

import io.akkord.bench.client.Network;
import io.akkord.bench.client.ServerUnfit;
import java.util.List;

/** What kind of objects a run is about, and who does what in them. */
interface Scenario {
    /** Makes the objects and connects all clients; where that is not possible it is a {@link ServerUnfit}. */
    List<Arena> prepare(Network network) throws InterruptedException;

    /** Those who edit, once prepared. */
    List<Writer> writers();
}
