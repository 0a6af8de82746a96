/** Replays a recorded editing history through a server and compares what comes out with what the recording says. */
@NullMarked
package io.akkord.bench.replay;

import org.jspecify.annotations.NullMarked;
