/** Delays between attempts: doubling from `min` to `max`, each drawn from its upper half so that clients do not come back as one. */
export class Backoff {
  #attempt = 0;

  constructor({ min = 500, max = 20000 } = {}, random = Math.random) {
    this.min = min;
    this.max = max;
    this.random = random;
  }

  reset() {
    this.#attempt = 0;
  }

  /** The next delay in ms, not below `atLeast`. */
  next(atLeast = 0) {
    const delay = Math.min(this.max, this.min * 2 ** this.#attempt);
    this.#attempt = Math.min(this.#attempt + 1, 30);
    return Math.max(delay * (0.5 + this.random() / 2), atLeast * (1 + this.random() / 4));
  }

  /** A short first delay for a server that asked to come back at once. */
  soon() {
    return this.random() * this.min;
  }
}
