/** Named timers of one owner: setting a name again replaces its timer, and clearAll leaves none behind. */
export class Timers {
  #set;
  #clear;
  #running = new Map();

  /** @param {{set: typeof setTimeout, clear: typeof clearTimeout}} [clock] */
  constructor(clock) {
    this.#set = clock?.set ?? ((run, delay) => setTimeout(run, delay));
    this.#clear = clock?.clear ?? ((handle) => clearTimeout(handle));
  }

  after(name, delay, run) {
    this.clear(name);
    const handle = this.#set(() => {
      this.#running.delete(name);
      run();
    }, delay);
    this.#running.set(name, handle);
  }

  has(name) {
    return this.#running.has(name);
  }

  clear(...names) {
    for (const name of names) {
      if (!this.#running.has(name)) continue;
      this.#clear(this.#running.get(name));
      this.#running.delete(name);
    }
  }

  clearAll() {
    this.clear(...this.#running.keys());
  }
}
