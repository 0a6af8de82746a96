/** A load run: rooms full of typing clients, what is measured of them, and the check at the end that nothing was lost. */
@NullMarked
package io.akkord.bench.load;

import org.jspecify.annotations.NullMarked;
