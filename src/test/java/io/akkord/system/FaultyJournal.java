package io.akkord.system;

import akka.persistence.AtomicWrite;
import akka.persistence.jdbc.journal.JdbcAsyncWriteJournal;
import com.typesafe.config.Config;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import scala.collection.immutable.Seq;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/** The journal plug-in with a disk that fails as {@link FaultSchedule} says. */
public final class FaultyJournal extends JdbcAsyncWriteJournal {
    public FaultyJournal(Config config) {
        super(config);
    }

    @Override
    public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> messages) {
        String persistenceId = messages.head().persistenceId();
        return switch (FaultSchedule.next(persistenceId)) {
            case NONE -> super.asyncWriteMessages(messages);
            case FAIL_BEFORE_COMMIT -> failed();
            case COMMIT_AND_LOSE_THE_ANSWER ->
                later(write(messages).thenCompose(done -> FutureConverters.asJava(failed())));
            case ANSWER_AFTER_THE_BREAKER -> later(write(messages).thenCompose(FaultyJournal::late));
            case FAIL_AFTER_THE_BREAKER ->
                later(late(null).thenCompose(nothing -> FutureConverters.asJava(FaultyJournal.failed())));
        };
    }

    private CompletionStage<Seq<Try<BoxedUnit>>> write(Seq<AtomicWrite> messages) {
        return FutureConverters.asJava(super.asyncWriteMessages(messages));
    }

    private static <T> CompletionStage<T> late(T answer) {
        return CompletableFuture.supplyAsync(
                () -> answer, CompletableFuture.delayedExecutor(FaultSchedule.LATE_MILLIS, TimeUnit.MILLISECONDS));
    }

    private static Future<Seq<Try<BoxedUnit>>> failed() {
        return FutureConverters.asScala(
                CompletableFuture.<Seq<Try<BoxedUnit>>>failedFuture(new IOException("the disk of the test fails")));
    }

    private static <T> Future<T> later(CompletionStage<T> stage) {
        return FutureConverters.asScala(stage);
    }
}
