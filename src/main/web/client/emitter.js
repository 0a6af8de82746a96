/** Listeners by event name. A listener that throws is reported and disturbs neither its neighbours nor the caller. */
export class Emitter {
  #listeners = new Map();

  /** Calls `listener` for every event of that name; returns the function that ends this. */
  on(name, listener) {
    const entry = { listener };
    if (!this.#listeners.has(name)) this.#listeners.set(name, new Set());
    this.#listeners.get(name).add(entry);
    return () => this.#listeners.get(name).delete(entry);
  }

  emit(name, event) {
    for (const { listener } of [...(this.#listeners.get(name) ?? [])]) {
      try {
        listener(event);
      } catch (error) {
        (globalThis.reportError ?? console.error)(error);
      }
    }
  }
}
