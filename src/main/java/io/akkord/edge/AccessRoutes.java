package io.akkord.edge;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import com.fasterxml.jackson.core.JsonGenerator;
import io.akkord.auth.Principal;
import io.akkord.auth.Revocation;
import io.akkord.auth.Revocations;
import io.akkord.auth.Tickets;
import io.akkord.protocol.ErrorCode;
import io.akkord.protocol.WireTime;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tickets for those who are in, and the end of being let in. */
final class AccessRoutes {
    private static final String REVOCATIONS = "/v1/admin/revocations";
    private static final long DEFAULT_LIMIT = 100;
    private static final long MOST = 1000;
    private static final int LONGEST_BODY = 16 * 1024;

    private final Tickets tickets;
    private final Revocations revocations;
    private final Bodies bodies;

    AccessRoutes(Tickets tickets, Revocations revocations, Bodies bodies) {
        this.tickets = tickets;
        this.revocations = revocations;
        this.bodies = bodies;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", "/v1/tickets", Needs.KNOWN, this::ticket),
                Route.of("GET", REVOCATIONS, Needs.TENANT, this::list).taking("cursor", "limit"),
                Route.of("POST", REVOCATIONS, Needs.TENANT, this::revoke),
                Route.of("DELETE", REVOCATIONS, Needs.TENANT, this::takeBack).taking("jti", "user"));
    }

    private CompletionStage<HttpResponse> ticket(Request request) {
        return stored(tickets.issue(request.principal()))
                .thenApply(issued -> issued.orElseThrow(
                        () -> Problem.of(ErrorCode.RATE_LIMITED, "This user has too many tickets that were not used.")))
                .thenApply(ticket -> Momentary.answer()
                        .withStatus(StatusCodes.CREATED)
                        .withEntity(Json.entity(out -> {
                            out.writeStartObject();
                            out.writeStringField("ticket", ticket.text());
                            out.writeNumberField("expiresIn", ticket.within().toSeconds());
                            out.writeEndObject();
                        })));
    }

    private CompletionStage<HttpResponse> list(Request request) {
        String after = request.target()
                .parameter("cursor")
                .map(cursor -> PageCursor.name(cursor, name -> name.startsWith("jti ") || name.startsWith("user ")))
                .orElse("");
        int limit = (int) Math.min(MOST, request.number("limit", 1, DEFAULT_LIMIT));
        List<Revocation> rest = revocations.of(request.principal().tenant()).stream()
                .filter(one -> place(one).compareTo(after) > 0)
                .limit(limit + 1L)
                .toList();
        List<Revocation> items = rest.size() > limit ? rest.subList(0, limit) : rest;
        return CompletableFuture.completedFuture(Momentary.answer().withEntity(Json.entity(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("items");
            for (Revocation item : items) {
                write(out, item);
            }
            out.writeEndArray();
            if (rest.size() > limit) {
                out.writeStringField("next", PageCursor.after(place(items.get(limit - 1))));
            }
            out.writeEndObject();
        })));
    }

    /** What the list is sorted by. */
    private static String place(Revocation one) {
        return one.subject().label() + ' ' + one.name();
    }

    private CompletionStage<HttpResponse> revoke(Request request) {
        String tenant = request.principal().tenant();
        return bodies.json(request, LONGEST_BODY)
                .thenApply(bytes -> RevocationBody.read(bytes, LONGEST_BODY, System.currentTimeMillis()))
                .thenCompose(body -> stored(revocations.revoke(tenant, body.subject(), body.name(), body.until())))
                .thenApply(revoked -> revoked.orElseThrow(() -> Problem.of(
                        ErrorCode.TOO_LARGE, "There are as many revocations as there may be; take some back.")))
                .thenApply(revoked -> Momentary.answer()
                        .withStatus(StatusCodes.CREATED)
                        .withEntity(Json.entity(out -> write(out, revoked))));
    }

    private CompletionStage<HttpResponse> takeBack(Request request) {
        RevocationBody.Named named = RevocationBody.named(
                request.target().parameter("jti"), request.target().parameter("user"));
        return stored(revocations.takeBack(request.principal().tenant(), named.subject(), named.name()))
                .thenApply(there -> {
                    if (!there) {
                        throw Problem.of(ErrorCode.NOT_FOUND, "That is not revoked.");
                    }
                    return Momentary.answer().withStatus(StatusCodes.NO_CONTENT);
                });
    }

    private static <T> CompletionStage<T> stored(CompletionStage<T> stage) {
        return stage.exceptionally(failure -> {
            throw Problem.of(ErrorCode.UNAVAILABLE, "The storage does not do that now.");
        });
    }

    private static void write(JsonGenerator out, Revocation revocation) throws IOException {
        out.writeStartObject();
        out.writeStringField(revocation.subject().label(), revocation.name());
        out.writeStringField("at", WireTime.format(revocation.at()));
        if (revocation.until() != Principal.NEVER) {
            out.writeStringField("until", WireTime.format(revocation.until()));
        }
        out.writeEndObject();
    }
}
