package io.akkord.bench.load;

import io.akkord.bench.client.Following;
import io.akkord.bench.client.NamespaceClient;
import io.akkord.bench.client.NamespaceRequests;
import io.akkord.bench.client.NamespaceView;
import io.akkord.bench.client.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** Namespaces whose keys are set by some clients and followed by others. */
final class NamespaceScenario implements Scenario {
    private final Plan plan;
    private final String run;
    private final Measurement measurement;
    private final LongSupplier clock;
    private final LoadListener listener;
    private final List<Writer> writers = new ArrayList<>();
    private int followers;

    /** @param run what the clients' ids begin with */
    NamespaceScenario(Plan plan, String run, Measurement measurement, LongSupplier clock, LoadListener listener) {
        this.plan = plan;
        this.run = run;
        this.measurement = measurement;
        this.clock = clock;
        this.listener = listener;
    }

    @Override
    public List<Writer> writers() {
        return writers;
    }

    @Override
    public List<Arena> prepare(Network network) throws InterruptedException {
        listener.stage("connecting " + plan.participants() + " clients");
        NamespaceRequests requests = network.namespaces();
        List<NamespaceArena> arenas = plan.names().stream()
                .map(name -> populate(network, requests, name))
                .toList();
        List<NamespaceClient> all =
                arenas.stream().flatMap(arena -> arena.clients().stream()).toList();
        AtOnce.each(all, AtOnce.CONNECTIONS, AtOnce.PATIENCE_SECONDS, NamespaceClient::open);
        List<NamespaceView> views = AtOnce.each(plan.names(), AtOnce.REQUESTS, AtOnce.PATIENCE_SECONDS, requests::read);
        return IntStream.range(0, arenas.size())
                .<Arena>mapToObj(i -> arenas.get(i).from(views.get(i).version()))
                .toList();
    }

    private NamespaceArena populate(Network network, NamespaceRequests requests, String name) {
        List<NamespaceClient> setting = new ArrayList<>();
        for (int i = 0; i < plan.writers(); i++) {
            int number = writers.size();
            NamespaceClient client = network.client(name, run + "-w" + number, Following.NOTHING, measurement);
            SettingHand hand = new SettingHand(client, plan.seed() * 1_000_003 + number, plan.keys(), plan.size());
            writers.add(new Writer(hand, plan.rate(), clock, network.pool()));
            setting.add(client);
        }
        List<NamespaceClient> following = new ArrayList<>();
        for (int i = 0; i < plan.readers(); i++) {
            Following what = plan.disjoint() ? Following.key(SettingHand.key(i % plan.keys())) : Following.ALL;
            following.add(network.client(name, run + "-r" + followers++, what, measurement));
        }
        return new NamespaceArena(name, requests, 0, setting, following, plan.disjoint());
    }
}
