package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.persistence.jdbc.query.javadsl.JdbcReadJournal;
import akka.persistence.query.EventEnvelope;
import akka.persistence.query.Offset;
import akka.persistence.query.PersistenceQuery;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import io.akkord.kind.ObjectId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plug-in's own queries, which SQLite is not officially supported for. */
class ReadJournalTest {
    private static final ObjectId ID = ObjectId.of("rooms", "notes");
    private static final ObjectId OTHER = ObjectId.of("rooms", "other");

    @TempDir
    Path directory;

    @Test
    void events_can_be_queried_by_id_and_by_tag_and_ids_listed() {
        try (Storage storage = Storage.open(directory)) {
            JdbcReadJournal journal = PersistenceQuery.get(storage.system())
                    .getReadJournalFor(JdbcReadJournal.class, JdbcReadJournal.Identifier());
            storage.type(storage.room(ID), "abcdefg");
            storage.type(storage.room(OTHER), "xyz");

            assertThat(collect(storage, journal.currentEventsByPersistenceId(ID.persistenceId(), 2, 4)))
                    .extracting(EventEnvelope::sequenceNr)
                    .containsExactly(2L, 3L, 4L);
            assertThat(collect(storage, journal.currentEventsByTag(StoredRoom.TAG, Offset.noOffset())))
                    .extracting(e -> e.persistenceId() + " " + e.sequenceNr())
                    .containsExactly("rooms|-|notes 3", "rooms|-|notes 6", "rooms|-|other 3");
            assertThat(collect(storage, journal.currentPersistenceIds()))
                    .containsExactlyInAnyOrder(ID.persistenceId(), OTHER.persistenceId());
        }
    }

    private static <T> List<T> collect(Storage storage, Source<T, ?> source) {
        return Storage.await(source.runWith(Sink.seq(), storage.system()));
    }
}
