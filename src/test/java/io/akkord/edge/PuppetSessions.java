package io.akkord.edge;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.util.ByteString;
import io.akkord.auth.Credential;
import io.akkord.protocol.ErrorCode;
import io.akkord.session.SessionCommand;
import io.akkord.session.Sessions;
import io.akkord.session.SocketOut;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Sessions that do what the client tells them, in a language of one line per message: {@code echo …}, {@code close code reason},
 * {@code flood count size}, {@code hold} (no ack until {@code release}), {@code stop}. Everything they are told is kept in {@link #seen}.
 */
public final class PuppetSessions implements Sessions {
    private final Function<Behavior<SessionCommand>, ActorRef<SessionCommand>> spawn;
    public final List<String> seen = new CopyOnWriteArrayList<>();
    public final List<SocketOut> outs = new CopyOnWriteArrayList<>();
    private volatile Optional<Runnable> held = Optional.empty();
    private volatile boolean opens = true;
    private volatile CompletableFuture<Done> gate = CompletableFuture.completedFuture(Done.getInstance());

    public PuppetSessions(Function<Behavior<SessionCommand>, ActorRef<SessionCommand>> spawn) {
        this.spawn = spawn;
    }

    /** Acks the message that was held back. */
    public void release() {
        held.orElseThrow().run();
    }

    /** From now on no session comes up. */
    public void refuseToOpen() {
        opens = false;
    }

    /** From now on sessions come up when this completes. */
    public void openAfter(CompletableFuture<Done> gate) {
        this.gate = gate;
    }

    @Override
    public CompletionStage<ActorRef<SessionCommand>> open(
            SocketOut out, Optional<Credential> credential, String address) {
        if (!opens) {
            return CompletableFuture.failedFuture(new IllegalStateException("secret of the inside"));
        }
        seen.add("open "
                + credential
                        .map(shown -> shown instanceof Credential.Token token
                                ? token.text()
                                : ((Credential.Known) shown).principal().user())
                        .orElse("-"));
        outs.add(out);
        return gate.thenApply(open -> spawn.apply(session(out)));
    }

    @Override
    public void recheck() {
        seen.add("recheck");
    }

    @Override
    public CompletionStage<Done> goodbye() {
        seen.add("goodbye");
        outs.forEach(out -> {
            out.send(ByteString.fromString("GOODBYE"));
            out.close(ErrorCode.CLOSE_RESTART, "restart");
        });
        return CompletableFuture.completedFuture(Done.getInstance());
    }

    private Behavior<SessionCommand> session(SocketOut out) {
        return Behaviors.receiveMessage(message -> {
            if (message instanceof SessionCommand.Frame frame) {
                String text = new String(frame.utf8(), StandardCharsets.UTF_8);
                seen.add("frame " + (text.length() > 100 ? text.length() + " chars" : text));
                if (text.equals("stop")) {
                    return Behaviors.stopped();
                }
                if (text.equals("hold")) {
                    held = Optional.of(frame.dealtWith());
                } else {
                    obey(text, out);
                    frame.dealtWith().run();
                }
            } else if (message instanceof SessionCommand.BadFrame bad) {
                seen.add("bad " + bad.code());
                if (bad.code() != ErrorCode.BAD_MESSAGE) {
                    out.send(ByteString.fromString("ERROR " + bad.code()));
                    out.close(bad.code().close(), "refused");
                } else if (seen.stream().filter("bad BAD_MESSAGE"::equals).count() >= 10) {
                    out.close(ErrorCode.BAD_MESSAGE.close(), "too many");
                }
            } else if (message instanceof SessionCommand.Drained) {
                seen.add("drained");
            } else if (message instanceof SessionCommand.SocketGone) {
                seen.add("gone");
                return Behaviors.stopped();
            }
            return Behaviors.same();
        });
    }

    private static void obey(String text, SocketOut out) {
        String[] words = text.split(" ", 3);
        switch (words[0]) {
            case "echo" -> out.send(ByteString.fromString(text.substring(5)));
            case "close" -> out.close(Integer.parseInt(words[1]), words[2]);
            case "flood" -> {
                ByteString body = ByteString.fromString("x".repeat(Integer.parseInt(words[2])));
                for (int i = 0; i < Integer.parseInt(words[1]); i++) {
                    out.send(body);
                }
            }
            default -> {}
        }
    }
}
