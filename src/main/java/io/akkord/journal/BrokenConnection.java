package io.akkord.journal;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Which failures a connection does not survive. After these SQLite may have ended the transaction, or never have begun it, while the
 * driver believes otherwise: whatever runs on such a connection next is stored although it is reported as failed, or the other way
 * round.
 */
final class BrokenConnection implements SQLExceptionOverride {
    private static final int PRIMARY_CODE = 0xFF;
    /** Those that SQLite documents as possibly rolling back the whole transaction. */
    private static final Set<Integer> FATAL = Set.of(
            SQLiteErrorCode.SQLITE_BUSY.code,
            SQLiteErrorCode.SQLITE_NOMEM.code,
            SQLiteErrorCode.SQLITE_INTERRUPT.code,
            SQLiteErrorCode.SQLITE_IOERR.code,
            SQLiteErrorCode.SQLITE_FULL.code);

    private static final Set<String> OUT_OF_STEP = Set.of(
            "no transaction is active",
            "cannot rollback",
            "cannot commit",
            "cannot start a transaction within a transaction",
            "no such savepoint");

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return isFatal(failure) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }

    private static boolean isFatal(SQLException failure) {
        if (failure instanceof SQLiteException sqlite && FATAL.contains(sqlite.getResultCode().code & PRIMARY_CODE)) {
            return true;
        }
        String message = String.valueOf(failure.getMessage());
        return OUT_OF_STEP.stream().anyMatch(message::contains);
    }
}
