package io.akkord.settings;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * @param maxGroup submissions that go down in one journal write
 * @param maxGroupBytes stored bytes after which a group is full
 * @param gather how long a submission may wait for those of others who edit at the same moment
 * @param maxQueue requests an object holds undecided before it answers {@code OVERLOADED}
 * @param maxQueueBytes and the bytes of their commands
 * @param window recent commits kept in memory for transforms
 * @param windowBytes and their bytes
 * @param oldBaseBudget commits a client may have read from the journal per minute for its old bases
 * @param oldBaseReads journal reads for old bases under way at once per object
 * @param hibernateAfter idle time after which the memory of an object with sessions goes
 * @param passivateAfter idle time after which an object without sessions stops
 * @param passivateUnstored and one whose memory holds what the journal does not
 * @param writeTimeout how long a journal write may take before its outcome counts as unknown
 * @param stopTimeout how long a stopping object waits for its last write
 * @param directoryEvery least time between two directory rows of an active object
 * @param alarmEvery how often a node looks for due alarms
 * @param absenceGrace how long a client may be without a session before an object that waits for it goes on
 * @param interceptorTimeout how long what looks at a submission before it is decided may take
 * @param clients clients whose last submission an object remembers
 * @param shards number of shards
 */
public record ObjectSettings(
        int maxGroup,
        long maxGroupBytes,
        Duration gather,
        int maxQueue,
        long maxQueueBytes,
        int window,
        long windowBytes,
        int oldBaseBudget,
        int oldBaseReads,
        Duration hibernateAfter,
        Duration passivateAfter,
        Duration passivateUnstored,
        Duration writeTimeout,
        Duration stopTimeout,
        Duration directoryEvery,
        Duration alarmEvery,
        Duration absenceGrace,
        Duration interceptorTimeout,
        int clients,
        int shards) {
    /**
     * How long an object stays in memory with nothing to do.
     *
     * @param alone whether it has no sessions
     * @param unstored whether something would be lost with the memory
     */
    public Duration patience(boolean alone, boolean unstored) {
        if (!alone) {
            return hibernateAfter;
        }
        return unstored ? passivateUnstored : passivateAfter;
    }

    /** How often an object looks whether one of its times has run out. */
    public Duration tick() {
        return Stream.of(passivateAfter, passivateUnstored, hibernateAfter, writeTimeout)
                .min(Duration::compareTo)
                .orElseThrow()
                .dividedBy(4);
    }

    static ObjectSettings of(Config c) {
        return new ObjectSettings(
                c.getInt("max-group"),
                c.getBytes("max-group-bytes"),
                c.getDuration("gather"),
                c.getInt("max-queue"),
                c.getBytes("max-queue-bytes"),
                c.getInt("window"),
                c.getBytes("window-bytes"),
                c.getInt("old-base-budget"),
                c.getInt("old-base-reads"),
                c.getDuration("hibernate-after"),
                c.getDuration("passivate-after"),
                c.getDuration("passivate-unstored"),
                c.getDuration("write-timeout"),
                c.getDuration("stop-timeout"),
                c.getDuration("directory-every"),
                c.getDuration("alarm-every"),
                c.getDuration("absence-grace"),
                c.getDuration("interceptor-timeout"),
                c.getInt("clients"),
                c.getInt("shards"));
    }
}
