package io.akkord.bench;

/** How a command can end, and the exit code that tells. */
enum Ending {
    WELL(0),
    CHECK_FAILED(1),
    MISUSED(2),
    SERVER_UNFIT(3);

    private final int code;

    Ending(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
