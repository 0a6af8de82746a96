package io.akkord.object;

/** What failed and where, for log lines: the classes of an exception and its causes with the stack, without their texts, which may hold values. */
public final class BareFault extends RuntimeException {
    private static final int MAX_CAUSES = 4;

    private BareFault(String message, StackTraceElement[] stack) {
        super(message, null, false, true);
        setStackTrace(stack);
    }

    public static BareFault of(Throwable fault) {
        StringBuilder message = new StringBuilder(fault.getClass().getName());
        Throwable origin = fault;
        for (int i = 0; i < MAX_CAUSES && origin.getCause() != null; i++) {
            origin = origin.getCause();
            message.append(", caused by ").append(origin.getClass().getName());
        }
        return new BareFault(message.toString(), origin.getStackTrace());
    }
}
