package io.akkord.object;

import akka.persistence.AtomicWrite;
import akka.persistence.jdbc.journal.JdbcAsyncWriteJournal;
import com.typesafe.config.Config;
import scala.collection.immutable.Seq;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/** The real journal plug-in with a {@link Tap} for each object. */
public final class TappedJournal extends JdbcAsyncWriteJournal {
    public TappedJournal(Config config) {
        super(config);
    }

    @Override
    public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> messages) {
        Tap tap = Tap.of(messages.head().persistenceId());
        int commits = 0;
        for (AtomicWrite write : scala.jdk.javaapi.CollectionConverters.asJava(messages)) {
            commits += write.payload().size();
        }
        if (!tap.arriving(commits)) {
            return akka.dispatch.Futures.failed(new IllegalStateException("the disk is away"));
        }
        return FutureConverters.asScala(tap.leaving(FutureConverters.asJava(super.asyncWriteMessages(messages))));
    }

    @Override
    public Future<Object> asyncReadHighestSequenceNr(String persistenceId, long from) {
        Tap.of(persistenceId).recovering();
        return super.asyncReadHighestSequenceNr(persistenceId, from);
    }
}
