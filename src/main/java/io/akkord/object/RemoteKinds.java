package io.akkord.object;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import io.akkord.journal.KindCodec;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The kinds of object an actor system knows, where a serializer that Akka makes by reflection finds them. {@link Objects#start}
 * tells it before any message of an object can arrive.
 */
final class RemoteKinds implements Extension {
    private static final ExtensionId<RemoteKinds> ID = new ExtensionId<>() {
        @Override
        public RemoteKinds createExtension(ActorSystem<?> system) {
            return new RemoteKinds();
        }
    };

    private volatile Map<String, KindCodec<?, ?, ?>> codecs = Map.of();

    private RemoteKinds() {}

    static RemoteKinds get(ActorSystem<?> system) {
        return system.registerExtension(ID);
    }

    void know(List<KindRuntime<?, ?, ?>> kinds) {
        codecs = kinds.stream()
                .map(RemoteKinds::codec)
                .collect(Collectors.toUnmodifiableMap(KindCodec::kind, Function.identity()));
    }

    private static KindCodec<?, ?, ?> codec(KindRuntime<?, ?, ?> kind) {
        return kind.codec().remote();
    }

    /** Throws {@link IllegalArgumentException} for a kind that this node does not have. */
    @SuppressWarnings("unchecked")
    <C, E, S> KindCodec<C, E, S> codec(String kind) {
        KindCodec<?, ?, ?> codec = codecs.get(kind);
        if (codec == null) {
            throw new IllegalArgumentException("this node has no kind of object called " + kind);
        }
        return (KindCodec<C, E, S>) codec;
    }
}
