package io.akkord.edge;

import io.akkord.json.JsonNumber;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import io.akkord.kind.Names;
import io.akkord.kind.Submission;
import io.akkord.namespace.NamespaceCommand;
import io.akkord.namespace.Strategy;
import io.akkord.protocol.ChangeForm;
import io.akkord.protocol.ContentHash;
import io.akkord.protocol.NamespaceWire;
import io.akkord.protocol.WireRefusal;
import java.util.Optional;

/**
 * The body of {@code POST …/changes}: what a message over a socket says in its payload and meta, so that a submission may be sent again
 * over either.
 *
 * @param base {@link Submission#HEAD} where the body names no version
 * @param seq {@link Submission#UNNUMBERED} where the body names no client
 */
record NamespaceSubmission(NamespaceCommand command, long base, String source, String client, long seq, long hash) {
    private static final NamespaceWire WIRE = new NamespaceWire();

    /** Whatever is wrong with the changes themselves is left to the namespace to say. */
    static NamespaceSubmission read(byte[] utf8, int limit) {
        JsonObject body = NamespaceBody.object(utf8, limit);
        JsonValue changes = body.get("changes");
        if (changes == null) {
            throw Problem.badMessage("The body needs changes.");
        }
        if ((body.get("client") == null) != (body.get("seq") == null)) {
            throw Problem.badMessage("client and seq go together.");
        }
        long base = number(body, "version", 0).orElse(Submission.HEAD);
        String label = text(body, "strategy").orElse("");
        try {
            Strategy strategy = NamespaceWire.strategy(label);
            if (strategy == Strategy.REJECT && base == Submission.HEAD) {
                throw Problem.badMessage("The strategy reject needs a version.");
            }
            NamespaceCommand command = ChangeForm.read(changes, strategy);
            String source = NamespaceWire.source(body.get("source"));
            Optional<Long> seq = number(body, "seq", 1);
            long hash = seq.isEmpty() ? 0 : ContentHash.of(WIRE.content(command), base, label, source);
            return new NamespaceSubmission(
                    command, base, source, client(body), seq.orElse(Submission.UNNUMBERED), hash);
        } catch (WireRefusal refused) {
            throw Problem.of(refused.code(), refused.sentence());
        }
    }

    private static String client(JsonObject body) {
        String client = text(body, "client").orElse(Names.HTTP_CLIENT);
        if (body.get("client") != null && !Names.isOutsideClient(client)) {
            throw Problem.badMessage("client must be 1 to " + Names.MAX_CLIENT
                    + " of A-Z, a-z, 0-9, dot, underscore and hyphen, not beginning with an underscore.");
        }
        return client;
    }

    private static Optional<String> text(JsonObject body, String name) {
        JsonValue value = body.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof JsonString text) {
            return Optional.of(text.value());
        }
        throw Problem.badMessage(name + " must be a string.");
    }

    private static Optional<Long> number(JsonObject body, String name, long least) {
        JsonValue value = body.get(name);
        if (value == null) {
            return Optional.empty();
        }
        Optional<Long> number = value instanceof JsonNumber spelled ? WholeNumber.of(spelled.text()) : Optional.empty();
        return Optional.of(number.filter(given -> given >= least)
                .orElseThrow(() -> Problem.badMessage(name + " must be a whole number from " + least + ".")));
    }
}
