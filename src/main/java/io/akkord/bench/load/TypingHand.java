package io.akkord.bench.load;

import io.akkord.bench.client.Participant;

/** Types into a room. */
record TypingHand(Participant participant, Typist typist) implements Hand {
    @Override
    public void edit(long due) {
        participant.edit(typist::next, due);
    }

    @Override
    public int unsentEdits() {
        return participant.unsentEdits();
    }

    @Override
    public void afterEachAcknowledgement(Runnable action) {
        participant.afterEachAcknowledgement(action);
    }

    @Override
    public long phase(long gap) {
        return typist.phase(gap);
    }
}
