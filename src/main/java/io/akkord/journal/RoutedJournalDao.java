package io.akkord.journal;

import akka.NotUsed;
import akka.persistence.PersistentRepr;
import akka.persistence.jdbc.config.JournalConfig;
import akka.persistence.jdbc.journal.dao.DefaultJournalDao;
import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import akka.stream.scaladsl.Source;
import java.util.ArrayList;
import java.util.List;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.collection.immutable.Set;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/**
 * The plug-in's access to the journal. Writes go down together with everything else that waits for the writer, and one that is
 * refused (a second writer of an object) harms no other object, as it would within the plug-in's own batches. Replays use the read
 * pool; the highest version of an object is asked for on the writer before its replay begins.
 */
public final class RoutedJournalDao extends DefaultJournalDao {
    private final Database database;
    private final DefaultJournalDao reading;

    public RoutedJournalDao(
            JdbcBackend.DatabaseDef writer,
            JdbcProfile profile,
            JournalConfig config,
            Serialization serialization,
            ExecutionContext executionContext,
            Materializer materializer) {
        super(writer, profile, config, serialization, executionContext, materializer);
        database = OpenDatabases.ofWriter(writer);
        reading = new DefaultJournalDao(
                database.readers().slick(), profile, config, serialization, executionContext, materializer);
    }

    @Override
    public Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> messages(
            String persistenceId, long from, long to, long max) {
        return reading.messages(persistenceId, from, to, max);
    }

    @Override
    public Future<BoxedUnit> queueWriteJournalRows(Seq<Tuple2<JournalAkkaSerializationRow, Set<String>>> rows) {
        List<JournalAkkaSerializationRow> plain = new ArrayList<>(rows.size());
        for (Tuple2<JournalAkkaSerializationRow, Set<String>> row : CollectionConverters.asJava(rows)) {
            if (row._2().nonEmpty() || row._1().metaPayload().isDefined()) {
                return super.queueWriteJournalRows(rows);
            }
            plain.add(row._1());
        }
        return FutureConverters.asScala(database.write(plain.size(), connection -> EventRows.insert(connection, plain))
                .thenApply(count -> BoxedUnit.UNIT));
    }
}
