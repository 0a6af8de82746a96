package io.akkord.bench.load;

import io.akkord.bench.client.NamespaceClient;
import java.util.SplittableRandom;

/** Sets random keys of a namespace to values that are all different. */
final class SettingHand implements Hand {
    private final NamespaceClient client;
    private final SplittableRandom random;
    private final int keys;
    private final int size;
    private long count;

    /** @param size characters of a value; where its number needs more, it has more */
    SettingHand(NamespaceClient client, long seed, int keys, int size) {
        this.client = client;
        this.random = new SplittableRandom(seed);
        this.keys = keys;
        this.size = size;
    }

    static String key(int number) {
        return "key-" + number;
    }

    @Override
    public void edit(long due) {
        String number = client.client() + "." + ++count + ".";
        String value = number + "x".repeat(Math.max(0, size - number.length()));
        client.set(key(random.nextInt(keys)), value, due);
    }

    @Override
    public int unsentEdits() {
        return client.unsentEdits();
    }

    @Override
    public void afterEachAcknowledgement(Runnable action) {
        client.afterEachAcknowledgement(action);
    }

    @Override
    public long phase(long gap) {
        return random.nextLong(Math.max(1, gap));
    }
}
