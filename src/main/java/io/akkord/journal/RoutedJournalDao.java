package io.akkord.journal;

import akka.NotUsed;
import akka.persistence.PersistentRepr;
import akka.persistence.jdbc.config.JournalConfig;
import akka.persistence.jdbc.journal.dao.DefaultJournalDao;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import akka.stream.scaladsl.Source;
import scala.Tuple2;
import scala.concurrent.ExecutionContext;
import scala.util.Try;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/**
 * The plug-in's access to the journal, with replays on the read pool. The highest version of an object is still asked for on the
 * writer, behind the writes under way, and before its replay begins.
 */
public final class RoutedJournalDao extends DefaultJournalDao {
    private final DefaultJournalDao reading;

    public RoutedJournalDao(
            JdbcBackend.DatabaseDef writer,
            JdbcProfile profile,
            JournalConfig config,
            Serialization serialization,
            ExecutionContext executionContext,
            Materializer materializer) {
        super(writer, profile, config, serialization, executionContext, materializer);
        JdbcBackend.DatabaseDef readers =
                OpenDatabases.ofWriter(writer).readers().slick();
        reading = new DefaultJournalDao(readers, profile, config, serialization, executionContext, materializer);
    }

    @Override
    public Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> messages(
            String persistenceId, long from, long to, long max) {
        return reading.messages(persistenceId, from, to, max);
    }
}
