package io.akkord;

import io.akkord.journal.NamespaceCodec;
import io.akkord.journal.RoomCodec;
import io.akkord.journal.ValueCipher;
import io.akkord.middleware.NamespaceChains;
import io.akkord.namespace.NamespaceCommand;
import io.akkord.namespace.NamespaceEvent;
import io.akkord.namespace.NamespaceKind;
import io.akkord.namespace.NamespaceState;
import io.akkord.object.KindRuntime;
import io.akkord.protocol.NamespaceWire;
import io.akkord.protocol.RoomWire;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomKind;
import io.akkord.room.RoomState;
import io.akkord.session.SessionKind;
import io.akkord.settings.Settings;

/**
 * The kinds of objects that every server has, as they are configured. What middleware runs on ends with {@link #close}.
 *
 * @param rooms documents
 * @param namespaces key-value stores
 * @param chains the middleware in front of namespaces
 */
record Kinds(
        SessionKind<RoomCommand, RoomEvent, RoomState> rooms,
        SessionKind<NamespaceCommand, NamespaceEvent, NamespaceState> namespaces,
        NamespaceChains chains)
        implements AutoCloseable {

    /** Throws IllegalArgumentException with a sentence for the operator where rules, migrations or middleware are not in order. */
    static Kinds of(Settings settings, ValueCipher cipher) {
        NamespaceRulebook rulebook = NamespaceRulebook.of(settings.namespaces());
        NamespaceChains chains = NamespaceChains.of(settings.namespaces());
        RoomWire rooms = new RoomWire();
        NamespaceWire namespaces = new NamespaceWire();
        return new Kinds(
                new SessionKind<>(
                        new KindRuntime<>(
                                new RoomKind(
                                        settings.limits().document(),
                                        settings.limits().transform()),
                                new RoomCodec(),
                                rooms::writeCommit),
                        rooms),
                new SessionKind<>(
                        new KindRuntime<>(
                                new NamespaceKind(rulebook::of),
                                new NamespaceCodec(cipher),
                                namespaces::writeCommit,
                                new NamespaceInterceptor(chains)),
                        namespaces),
                chains);
    }

    @Override
    public void close() {
        chains.close();
    }
}
