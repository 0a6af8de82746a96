package io.akkord.edge.socket;

/** Whether the peer still gives signs of life, asked at a steady interval. */
final class Liveness {
    /** What to do now. */
    enum Verdict {
        FINE,
        PING,
        GONE
    }

    private static final int SILENT_INTERVALS = 3;

    private boolean heard;
    private int silent;

    /** Something came in. */
    void heard() {
        heard = true;
    }

    /** @param listening whether the socket waits for input and nothing blocks its output; else silence means nothing */
    Verdict check(boolean listening) {
        if (heard || !listening) {
            heard = false;
            silent = 0;
            return Verdict.FINE;
        }
        silent++;
        return silent >= SILENT_INTERVALS ? Verdict.GONE : Verdict.PING;
    }
}
