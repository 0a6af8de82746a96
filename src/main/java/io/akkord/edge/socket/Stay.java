package io.akkord.edge.socket;

/** What a connection takes up as long as it is there. Its parts, HTTP first and a socket after it, begin and end each on its own. */
public interface Stay {
    /** Takes up nothing. */
    Stay FREE = new Stay() {
        @Override
        public void begin() {}

        @Override
        public void end() {}
    };

    /** One more part has begun, whatever is allowed. */
    void begin();

    /** One part has ended; with the last what was taken up is free again. */
    void end();

    /** Both together. */
    default Stay and(Stay other) {
        Stay one = this;
        return new Stay() {
            @Override
            public void begin() {
                one.begin();
                other.begin();
            }

            @Override
            public void end() {
                other.end();
                one.end();
            }
        };
    }
}
