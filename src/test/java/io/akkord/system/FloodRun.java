package io.akkord.system;

import java.util.concurrent.TimeUnit;

/**
 * Floods a server that is running, to be measured meanwhile with {@code bench}: {@code FloodRun HOST PORT CONNECTIONS SECONDS}. Says every
 * few seconds what became of the connections; those that were closed come again.
 */
public final class FloodRun {
    private static final long SAY_EVERY = TimeUnit.SECONDS.toNanos(5);

    private FloodRun() {}

    public static void main(String[] args) throws Exception {
        int connections = Integer.parseInt(args[2]);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Integer.parseInt(args[3]));
        try (Flood flood = new Flood(args[0], Integer.parseInt(args[1]))) {
            flood.connect(connections);
            long said = System.nanoTime();
            long dribbled = said;
            while (System.nanoTime() < end) {
                flood.turn();
                long now = System.nanoTime();
                if (now - dribbled > TimeUnit.SECONDS.toNanos(1)) {
                    flood.dribble();
                    flood.again();
                    dribbled = now;
                }
                if (now - said > SAY_EVERY) {
                    System.out.println(flood.summary());
                    said = now;
                }
            }
            System.out.println(flood.summary());
        }
    }
}
