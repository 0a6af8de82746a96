package io.akkord.edge;

import akka.Done;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Flow;
import akka.util.ByteString;
import io.akkord.auth.Admission;
import io.akkord.auth.Level;
import io.akkord.auth.Principal;
import io.akkord.auth.Tickets;
import io.akkord.kind.ObjectId;
import io.akkord.protocol.ErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Finds out who asks and whether they may, from the token and the path alone: what is refused here tells nothing of what exists.
 */
final class Entrance {
    private static final String TICKET = "ticket";

    private final Admission admission;
    private final Tickets tickets;

    Entrance(Admission admission, Tickets tickets) {
        this.admission = admission;
        this.tickets = tickets;
    }

    /** Completes when the request knows its caller; fails with a {@link Problem} where the caller may not do that. */
    CompletionStage<Done> admit(Request request, Needs needs) {
        if (needs == Needs.NOTHING) {
            return CompletableFuture.completedFuture(Done.getInstance());
        }
        return caller(request).handle((principal, refused) -> {
            if (principal == null) {
                throw Bearer.refused(refused);
            }
            request.by(principal, () -> admission.dismissal(principal));
            require(request, principal, needs);
            return Done.getInstance();
        });
    }

    /** An answer that takes long ends, unfinished, when its caller may not be there any more. */
    HttpResponse whileAdmitted(Request request, Needs needs, HttpResponse response) {
        if (needs == Needs.NOTHING || !response.entity().isChunked()) {
            return response;
        }
        Principal principal = request.principal();
        return response.transformEntityDataBytes(Flow.of(ByteString.class).map(bytes -> {
            admission.dismissal(principal).ifPresent(sentence -> {
                throw Bearer.unauthorized(sentence);
            });
            return bytes;
        }));
    }

    /** Where the route takes one, a ticket stands for a token. */
    private CompletionStage<Principal> caller(Request request) {
        return request.target()
                .parameter(TICKET)
                .map(tickets::redeem)
                .orElseGet(() -> admission.admit(Bearer.of(request)));
    }

    private static void require(Request request, Principal principal, Needs needs) {
        boolean may = switch (needs) {
            case NOTHING, KNOWN -> true;
            case READ -> request.level().covers(Level.READ);
            case WRITE -> request.level().covers(Level.WRITE);
            case TENANT -> principal.isAdmin();
            case OPERATOR -> principal.isAdmin() && principal.tenant().equals(ObjectId.NO_TENANT);
        };
        if (!may) {
            throw forbidden();
        }
    }

    static Problem forbidden() {
        return Problem.of(ErrorCode.FORBIDDEN, "This user may not do that.");
    }
}
