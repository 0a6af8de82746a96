package io.akkord.edge;

import io.akkord.auth.Admission;
import io.akkord.auth.Revocations;
import io.akkord.auth.Tickets;
import io.akkord.directory.Directory;
import io.akkord.journal.History;
import io.akkord.limit.Traffic;
import io.akkord.namespace.NamespaceCommand;
import io.akkord.namespace.NamespaceEvent;
import io.akkord.namespace.NamespaceState;
import io.akkord.object.Tracing;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomState;
import io.akkord.session.Gateway;
import io.akkord.session.SessionKind;
import io.akkord.session.Sessions;
import io.akkord.telemetry.Insight;
import io.akkord.telemetry.LogLevels;
import io.akkord.telemetry.StateHealth;
import java.util.function.BooleanSupplier;

/**
 * What the edge serves.
 *
 * @param gateway to the objects
 * @param admission whom the tokens of requests stand for
 * @param tickets in the place of tokens
 * @param revocations who is let in no more
 * @param sessions behind the sockets
 * @param traffic counts what users, addresses and objects do
 * @param history reads the past
 * @param directory which objects exist
 * @param rooms the kind of the routes below {@code /v1/rooms}
 * @param namespaces the kind of the routes below {@code /v1/namespaces}
 * @param health whether what is stored is in order
 * @param insight what the server counts of itself
 * @param levels of the log
 * @param tracing follows some requests
 * @param ready whether the rest of the server can serve requests; asked at each look at {@code /health/ready}
 */
public record EdgeServices(
        Gateway gateway,
        Admission admission,
        Tickets tickets,
        Revocations revocations,
        Sessions sessions,
        Traffic traffic,
        History history,
        Directory directory,
        SessionKind<RoomCommand, RoomEvent, RoomState> rooms,
        SessionKind<NamespaceCommand, NamespaceEvent, NamespaceState> namespaces,
        StateHealth health,
        Insight insight,
        LogLevels levels,
        Tracing tracing,
        BooleanSupplier ready) {}
