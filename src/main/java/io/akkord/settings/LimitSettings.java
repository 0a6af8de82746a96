package io.akkord.settings;

import com.typesafe.config.Config;

/**
 * What {@code WELCOME.limits} tells, and what else is taken in.
 *
 * @param message bytes of one inbound message, and of an operation over HTTP
 * @param value bytes of one value
 * @param document UTF-16 code units of a document
 * @param transform pairs of components that one operation on JSON may be transformed over
 * @param content bytes of a {@code PUT} body
 * @param objects objects joined on one socket
 * @param presence bytes of a presence
 * @param broadcast bytes of a broadcast
 * @param rate messages per second and session; 0 for no limit
 * @param traffic what users, addresses and objects may do; not told
 */
public record LimitSettings(
        int message,
        int value,
        int document,
        long transform,
        long content,
        int objects,
        int presence,
        int broadcast,
        int rate,
        TrafficSettings traffic) {
    /** @param known whether users are known by tokens */
    static LimitSettings of(Config c, boolean known) {
        return new LimitSettings(
                Bytes.of(c, "message", "akkord.limits.message"),
                Bytes.of(c, "value", "akkord.limits.value"),
                c.getInt("document"),
                c.getLong("transform"),
                c.getBytes("content"),
                c.getInt("objects"),
                Bytes.of(c, "presence", "akkord.limits.presence"),
                Bytes.of(c, "broadcast", "akkord.limits.broadcast"),
                c.getInt("rate"),
                TrafficSettings.of(c, known));
    }
}
