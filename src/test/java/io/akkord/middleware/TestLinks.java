package io.akkord.middleware;

import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.spi.Change;
import io.akkord.spi.Middleware;
import io.akkord.spi.Proposal;
import io.akkord.spi.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Links as others write them, found on the class path of the tests. */
public final class TestLinks {
    private TestLinks() {}

    /** Found as a service: sets one key more. */
    public static final class Stamp implements Middleware {
        private final String key;

        public Stamp() {
            this("stamp");
        }

        private Stamp(String key) {
            this.key = key;
        }

        @Override
        public String name() {
            return "test-stamp";
        }

        @Override
        public Middleware configured(JsonObject options) {
            return options.get("key") instanceof JsonString text ? new Stamp(text.value()) : this;
        }

        @Override
        public CompletionStage<Verdict> judge(Proposal proposal) {
            List<Change> more = new ArrayList<>(proposal.changes());
            more.add(Change.Set.of(key, new JsonString(proposal.user())));
            return Verdict.change(more);
        }
    }

    /** Found by its class. */
    public static final class Closed implements Middleware {
        @Override
        public CompletionStage<Verdict> judge(Proposal proposal) {
            return Verdict.refuse(Verdict.Reason.FORBIDDEN, "Closed today.");
        }
    }

    /** Takes the last change away again. */
    public static final class Drop implements Middleware {
        @Override
        public CompletionStage<Verdict> judge(Proposal proposal) {
            return Verdict.change(
                    proposal.changes().subList(0, proposal.changes().size() - 1));
        }
    }

    /** Cannot be made. */
    public static final class Private implements Middleware {
        private Private() {}

        @Override
        public CompletionStage<Verdict> judge(Proposal proposal) {
            return Verdict.pass();
        }
    }
}
