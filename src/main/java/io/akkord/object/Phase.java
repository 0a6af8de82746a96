package io.akkord.object;

/** Where an {@link ObjectEntity} stands with its journal child. */
enum Phase {
    /** There is none, and no state in memory. */
    ASLEEP,
    /** It replays. */
    RECOVERING,
    AWAKE,
    /** It writes a group, or the rows are written that the group needs. */
    WRITING,
    /** It was told to end. */
    CLOSING,
    /** There is none, and the object's rows are being dropped. */
    ERASING
}
