package io.akkord.bench.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of one message, gathered in whatever order they come. */
final class MessageFields {
    String type = "";
    long version;
    long seq;
    String origin = "";
    boolean reset;
    boolean duplicate;

    @Nullable
    String snapshot;

    final List<Commit> commits = new ArrayList<>();
    String code = "";
    String message = "";
    String reason = "";
    double retryAfter = -1;

    ServerMessage message() {
        return switch (type) {
            case "JOINED", "SYNC" ->
                new ServerMessage.State(
                        type.equals("JOINED"), version, seq, origin, reset, snapshot, List.copyOf(commits));
            case "OP" -> new ServerMessage.Commits(List.copyOf(commits));
            case "ACK" -> new ServerMessage.Ack(version, seq, duplicate);
            case "ERROR" -> new ServerMessage.Failure(code, message, retryAfter, seq);
            case "LEFT" -> new ServerMessage.Left(reason);
            default -> new ServerMessage.Other(type);
        };
    }
}
