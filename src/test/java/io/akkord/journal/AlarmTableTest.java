package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.journal.AlarmTable.Alarm;
import io.akkord.kind.ObjectId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmTableTest {
    private static final ObjectId SHOP = ObjectId.of("namespaces", "shop");
    private static final ObjectId CART = ObjectId.of("namespaces", "cart");

    @TempDir
    Path directory;

    private Database database;
    private AlarmTable alarms;

    @BeforeEach
    void open() {
        database = Database.open(directory, 1);
        alarms = new AlarmTable(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private List<Alarm> due(long now) {
        return Storage.await(alarms.due(now, 100));
    }

    @Test
    void an_object_is_due_from_its_time_on_until_the_alarm_is_removed() {
        Storage.await(alarms.upsert(SHOP, 1_000));
        assertThat(due(999)).isEmpty();
        assertThat(due(1_000)).containsExactly(new Alarm(SHOP, 1_000));
        assertThat(due(5_000)).containsExactly(new Alarm(SHOP, 1_000));
        Storage.await(alarms.remove(SHOP, 1_000));
        assertThat(due(5_000)).isEmpty();
    }

    @Test
    void a_later_alarm_does_not_replace_an_earlier_one() {
        Storage.await(alarms.upsert(SHOP, 1_000));
        Storage.await(alarms.upsert(SHOP, 2_000));
        Storage.await(alarms.upsert(SHOP, 2_000));
        assertThat(due(1_500)).containsExactly(new Alarm(SHOP, 1_000));
        assertThat(due(2_500)).containsExactly(new Alarm(SHOP, 2_000));
        Storage.await(alarms.remove(SHOP, 1_999));
        assertThat(due(1_999)).isEmpty();
        assertThat(due(2_000)).containsExactly(new Alarm(SHOP, 2_000));
    }

    @Test
    void who_has_waited_longest_comes_first_and_no_more_than_asked_for() {
        Storage.await(alarms.upsert(SHOP, 3_000));
        Storage.await(alarms.upsert(CART, 2_000));
        Storage.await(alarms.upsert(CART, 4_000));
        assertThat(due(5_000)).containsExactly(new Alarm(CART, 4_000), new Alarm(SHOP, 3_000));
        assertThat(Storage.await(alarms.due(5_000, 1))).containsExactly(new Alarm(CART, 4_000));
    }

    @Test
    void removing_touches_no_other_object() {
        Storage.await(alarms.upsert(SHOP, 1_000));
        Storage.await(alarms.upsert(CART, 1_000));
        Storage.await(alarms.remove(SHOP, Long.MAX_VALUE));
        assertThat(due(1_000)).containsExactly(new Alarm(CART, 1_000));
    }

    @Test
    void alarms_outlive_the_process() {
        Storage.await(alarms.upsert(SHOP, 1_000));
        database.close();
        database = Database.open(directory, 1);
        alarms = new AlarmTable(database);
        assertThat(due(1_000)).containsExactly(new Alarm(SHOP, 1_000));
    }
}
