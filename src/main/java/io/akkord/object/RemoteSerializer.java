package io.akkord.object;

import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializerWithStringManifest;
import io.akkord.journal.ByteReader;
import io.akkord.journal.CorruptBytesException;
import java.io.NotSerializableException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes everything that objects, relays and those who ask say to each other across nodes. The identifier is known to all nodes of
 * a cluster and never changes.
 */
final class RemoteSerializer extends SerializerWithStringManifest {
    static final int IDENTIFIER = 1_603;

    private final Map<Class<?>, RemoteForm<?>> byType;
    private final Map<String, RemoteForm<?>> byManifest;

    RemoteSerializer(ExtendedActorSystem classic) {
        ActorSystem<Void> system = Adapter.toTyped(classic);
        RemoteFields fields = new RemoteFields(ActorRefResolver.get(system), RemoteKinds.get(system));
        List<RemoteForm<?>> forms = Stream.of(
                        new CommandForms(fields).all(), new EventForms(fields).all(), new AnswerForms(fields).all())
                .<RemoteForm<?>>flatMap(List::stream)
                .toList();
        byType = forms.stream()
                .collect(Collectors.toUnmodifiableMap(RemoteForm::type, Function.identity(), (now, old) -> now));
        byManifest = forms.stream().collect(Collectors.toUnmodifiableMap(RemoteForm::manifest, Function.identity()));
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return form(message).manifest();
    }

    @Override
    public byte[] toBinary(Object message) {
        return form(message).write(message);
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        RemoteForm<?> form = byManifest.get(manifest);
        if (form == null) {
            throw new NotSerializableException("no message between nodes is called " + manifest);
        }
        ByteReader in = new ByteReader(bytes);
        Object message = form.read(in);
        if (!in.atEnd()) {
            throw new CorruptBytesException("bytes behind the end of a message: " + manifest);
        }
        return message;
    }

    private RemoteForm<?> form(Object message) {
        RemoteForm<?> form = byType.get(message.getClass());
        if (form == null) {
            throw new IllegalArgumentException(
                    "not a message between nodes: " + message.getClass().getName());
        }
        return form;
    }
}
