// The line below the text: how the connection is, when the next attempt comes, and how many edits wait.

import { announcementOf, describe, describePending, describeWait } from './status.js';

const SLOW = 5000; // ms of saving after which it is said that it takes long
const QUIET = 1200; // ms that the edits must have rested before a screen reader hears about them

/** Shows the facts of `room` in the elements of the page's footer; `text` gets the focus of a button that goes away. */
export class ConnectionLine {
  #room;
  #elements;
  #nextAttempt = null; // a time of performance.now()
  #slow = false;
  #again = false;
  #timers = {};
  #announced = '';

  constructor(room, elements) {
    this.#room = room;
    this.#elements = elements;
    elements.retry.addEventListener('click', () => room.connect());
    room.on('state', ({ state, retryIn }) => this.#moved(state, retryIn));
    room.on('pending', () => this.#counted());
    this.show();
  }

  /** A screen reader hears this sentence. */
  announce(sentence) {
    if (sentence === this.#elements.announcement.textContent) this.#elements.announcement.textContent = '';
    this.#elements.announcement.textContent = sentence;
  }

  show() {
    const { status, words, retry, pending } = this.#elements;
    const { tone, words: sentence, retry: label } = describe(this.#facts);
    status.dataset.tone = tone;
    setText(words, sentence);
    setText(pending, describePending(this.#facts));
    pending.dataset.waiting = String(this.#room.pending > 0 && this.#room.state !== 'online');
    if (!label && document.activeElement === retry) this.#elements.text.focus(); // else the focus would be nowhere
    retry.hidden = !label;
    if (label) setText(retry, label);
    this.#count();
    this.#after('announcement', QUIET, () => this.#announce());
  }

  get #facts() {
    const { state, access, known, pending: count } = this.#room;
    return { state, access, known, count, slow: this.#slow, again: this.#again };
  }

  #moved(state, retryIn) {
    this.#nextAttempt = state === 'offline' ? performance.now() + retryIn : null;
    if (state !== 'connecting') this.#again = state === 'offline';
    this.show();
  }

  #counted() {
    if (this.#room.pending === 0) {
      this.#slow = false;
      this.#after('slow');
    } else if (!this.#timers.slow) {
      this.#after('slow', SLOW, () => {
        this.#slow = true;
        this.show();
      });
    }
    this.show();
  }

  #count() {
    const left = this.#nextAttempt === null ? 0 : (this.#nextAttempt - performance.now()) / 1000;
    setText(this.#elements.countdown, describeWait(Math.ceil(left)));
    if (left > 0) this.#after('countdown', 1000 * (left - Math.floor(left)) + 20, () => this.#count());
    else this.#after('countdown');
  }

  #announce() {
    const sentence = announcementOf(this.#facts);
    if (sentence === '' || sentence === this.#announced) return;
    this.#announced = sentence;
    this.announce(sentence);
  }

  #after(name, delay, run) {
    clearTimeout(this.#timers[name]);
    this.#timers[name] = run && setTimeout(() => {
      this.#timers[name] = undefined;
      run();
    }, delay);
  }
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
