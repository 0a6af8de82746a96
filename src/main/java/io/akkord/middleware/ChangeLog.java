package io.akkord.middleware;

import io.akkord.spi.Middleware;
import io.akkord.spi.Proposal;
import io.akkord.spi.Verdict;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code change-log}: a log line per submission, with keys and sizes, as the rule's {@link Redactor} shows them. Refuses nothing. */
public final class ChangeLog implements Middleware {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeLog.class);

    private final Redactor redactor;

    public ChangeLog() {
        this(new Redactor(List.of()));
    }

    private ChangeLog(Redactor redactor) {
        this.redactor = redactor;
    }

    ChangeLog with(Redactor other) {
        return new ChangeLog(other);
    }

    @Override
    public String name() {
        return "change-log";
    }

    @Override
    public CompletionStage<Verdict> judge(Proposal proposal) {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", redactor.describe(proposal));
        }
        return Verdict.pass();
    }
}
