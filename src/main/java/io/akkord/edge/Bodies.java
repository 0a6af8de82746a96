package io.akkord.edge;

import akka.Done;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.MediaType;
import akka.http.javadsl.model.RequestEntity;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.Materializer;
import akka.stream.javadsl.Sink;
import akka.util.ByteString;
import io.akkord.auth.Principal;
import io.akkord.limit.Traffic;
import io.akkord.protocol.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/**
 * Reads request bodies, each up to a limit and all of them together as far as there is {@link BodyRoom}. A body counts until its
 * request is answered, for until then what was read from it is on its way to an object or waits there. A body beyond its limit is not
 * kept; a little more of it is read and thrown away, because many clients see the answer only when they have finished sending. One
 * that comes too slowly is given up.
 */
final class Bodies {
    private static final String JSON = "application/json";
    private static final Duration WITHIN = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LEAST_PER_SECOND = 1024;
    private static final Duration DRAIN_WITHIN = Duration.ofSeconds(2);
    private static final long DRAIN = 4 * 1024 * 1024;

    private final Materializer materializer;
    private final BodyRoom room;
    private final Duration patience;

    /** @param budget bytes of all large bodies whose requests have no answer yet */
    Bodies(Materializer materializer, long budget) {
        this(materializer, budget, PATIENCE);
    }

    /** @param patience after so long without any bytes, or with too few, a body is given up */
    Bodies(Materializer materializer, long budget, Duration patience) {
        this.materializer = materializer;
        this.room = new BodyRoom(budget);
        this.patience = patience;
    }

    /** The bytes of a JSON body; empty where the request has none. Fails with a {@link Problem}. */
    CompletionStage<byte[]> json(Request request, long limit) {
        RequestEntity entity = request.http().entity();
        if (!entity.isKnownEmpty()) {
            requireOneOf(List.of(JSON), request);
        }
        return read(request, limit);
    }

    /** The bytes of the body of a {@code PATCH}, which is of one of these media types. Fails with a {@link Problem}. */
    CompletionStage<byte[]> patch(Request request, long limit, List<String> types) {
        requireOneOf(types, request, RawHeader.create("Accept-Patch", String.join(", ", types)));
        return read(request, limit);
    }

    /** The media type of the body, without parameters. */
    static String mediaType(Request request) {
        MediaType type = request.http().entity().getContentType().mediaType();
        return (type.mainType() + '/' + type.subType()).toLowerCase(Locale.ROOT);
    }

    private CompletionStage<byte[]> read(Request request, long limit) {
        RequestEntity entity = request.http().entity();
        OptionalLong announced = entity.getContentLengthOption();
        if (announced.isPresent() && announced.getAsLong() > limit + DRAIN) {
            throw tooLarge(limit);
        }
        Collector collector = new Collector(request, limit);
        request.takeBody(collector.place::leave);
        return entity.withoutSizeLimit()
                .getDataBytes()
                .completionTimeout(WITHIN)
                .idleTimeout(patience)
                .runWith(Sink.fold(collector, Collector::add), materializer)
                .handle((done, failure) -> {
                    if (failure != null) {
                        throw problemOf(failure);
                    }
                    byte[] bytes = done.bytes();
                    request.requireStillAdmitted();
                    request.throttle().accepted(request, bytes.length);
                    return bytes;
                });
    }

    /**
     * Reads and drops what a client may still be sending, within bounds; never fails.
     *
     * @param received hears how many bytes have come, each time some have
     */
    CompletionStage<Done> drain(HttpRequest request, LongConsumer received) {
        boolean waits = request.getHeader("Expect").isPresent();
        if (request.entity().isStrict() || waits) {
            request.entity().getContentLengthOption().ifPresent(waits ? none -> {} : received);
            return CompletableFuture.completedFuture(Done.getInstance());
        }
        return request.entity()
                .withoutSizeLimit()
                .getDataBytes()
                .map(bytes -> {
                    received.accept(bytes.size());
                    return bytes;
                })
                .limitWeighted(DRAIN, bytes -> (long) bytes.size())
                .completionTimeout(DRAIN_WITHIN)
                .runWith(Sink.ignore(), materializer)
                .exceptionally(failure -> Done.getInstance());
    }

    private static void requireOneOf(List<String> types, Request request, HttpHeader... headers) {
        boolean plain = request.header("content-encoding")
                .map(encoding -> encoding.equalsIgnoreCase("identity"))
                .orElse(true);
        if (!plain || !types.contains(mediaType(request))) {
            String wanted = String.join(" or ", types);
            throw Problem.of(
                    ErrorCode.UNSUPPORTED, 415, "The body must be " + wanted + " without a content encoding.", headers);
        }
    }

    private static Problem problemOf(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException) {
            return tooSlow();
        }
        return cause instanceof Problem problem ? problem : Problem.badMessage("The body did not arrive whole.");
    }

    private static Problem tooSlow() {
        return Problem.of(ErrorCode.BAD_MESSAGE, 408, "The body came too slowly.");
    }

    /** Of one user; where nobody is known, of one address. */
    private static String owner(Request request) {
        Principal principal = request.principal();
        return principal.user().isEmpty() || principal.equals(Principal.ANYBODY)
                ? request.caller().key()
                : Traffic.user(principal.tenant(), principal.user());
    }

    private static Problem tooLarge(long limit) {
        return Problem.of(ErrorCode.TOO_LARGE, "The body may have at most " + limit + " bytes.");
    }

    /** Filled by one stream, one piece at a time. */
    private final class Collector {
        private final Request request;
        private final long limit;
        private final List<ByteString> pieces = new ArrayList<>();
        private final BodyRoom.Place place;
        private long size;
        private long dropped;
        private long since = System.nanoTime();
        private long sizeThen;

        Collector(Request request, long limit) {
            this.request = request;
            this.limit = limit;
            this.place = room.enter(owner(request));
        }

        Collector add(ByteString piece) {
            request.throttle().received(request, piece.size());
            requireSpeed();
            if (dropped > 0 || size + piece.size() > limit) {
                dropped += piece.size();
                pieces.clear();
                if (dropped > DRAIN) {
                    throw tooLarge(limit);
                }
                return this;
            }
            size += piece.size();
            place.grow(piece.size());
            pieces.add(piece);
            return this;
        }

        /** So that nobody holds on to room with a byte now and then. */
        private void requireSpeed() {
            long now = System.nanoTime();
            if (now - since >= patience.toNanos()) {
                if (size + dropped - sizeThen < patience.toMillis() * LEAST_PER_SECOND / 1_000) {
                    throw tooSlow();
                }
                since = now;
                sizeThen = size + dropped;
            }
        }

        byte[] bytes() {
            if (dropped > 0) {
                throw tooLarge(limit);
            }
            byte[] all = new byte[(int) size];
            int at = 0;
            for (ByteString piece : pieces) {
                piece.copyToArray(all, at, piece.size());
                at += piece.size();
            }
            pieces.clear();
            return all;
        }
    }
}
