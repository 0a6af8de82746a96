// Changes that were not made because somebody else was faster: both sides, and which of them is to stay.

import { takeMine, takeTheirs } from '../client/namespace-client.js';
import { prettyOf } from './json-words.js';

export class Conflicts {
  #namespace;
  #box;
  #whoChanged;
  #settled;

  /**
   * Shows the conflicts of `namespace` in `box`. `whoChanged(key)` says who did it last, '' if nobody knows; `settled(conflict, left)`
   * is called when one has been decided and `left` remain.
   */
  constructor(namespace, box, whoChanged, settled) {
    this.#namespace = namespace;
    this.#box = box;
    this.#whoChanged = whoChanged;
    this.#settled = settled;
  }

  add(conflict) {
    const card = document.createElement('section');
    card.className = 'conflict';
    card.setAttribute('role', 'group');
    card.setAttribute('aria-label', 'Conflict');
    for (const { key, local, remote, unseen } of conflict.conflicts) {
      const who = this.#whoChanged(key);
      const head = element('p', 'conflict-words', `${who || 'Somebody else'} changed `);
      head.append(element('strong', 'tree-name', key), ' before your change arrived. Which one is to stay?');
      const sides = element('div', 'sides', '');
      sides.append(side('Yours', wanted(conflict, key, local)), unseen ? hidden() : side('Theirs', this.#there(key, remote)));
      card.append(head, sides);
    }
    const mine = takeMine(conflict);
    const buttons = element('div', 'field', '');
    const take = button('Take mine', () => {
      if (this.#decided(card, conflict)) this.#namespace.resolve(conflict, mine);
    });
    take.className = 'strong';
    take.disabled = mine.length === 0;
    const leave = button('Take theirs', () => {
      if (!this.#decided(card, conflict)) return;
      const rest = takeTheirs(conflict);
      if (rest.length > 0) this.#namespace.submit(rest, { strategy: 'reject', source: conflict.source, base: conflict.version });
    });
    buttons.append(take, leave);
    card.append(buttons);
    if (mine.length === 0) card.append(element('p', 'hint', 'Your patch does not fit the new value any more.'));
    this.#box.append(card);
    card.scrollIntoView({ block: 'nearest' }); // the focus stays: who types on must not decide by that
  }

  // Nothing can be decided while the namespace is closed.
  #decided(card, conflict) {
    if (this.#namespace.state === 'closed') return false;
    card.remove();
    queueMicrotask(() => this.#settled(conflict, this.#box.children.length));
    return true;
  }

  #there(key, remote) {
    const { store, known } = this.#namespace;
    return remote === null && known && !store.has(key) ? undefined : remote;
  }
}

/** What the submission would have made of a key; undefined for nothing. */
function wanted({ changes }, key, local) {
  const { op, patch } = changes.findLast((change) => change.key === key) ?? {};
  if (op === 'delete') return undefined;
  return op === 'patch' && local === null ? patch : local;
}

function side(title, value) {
  const box = element('div', 'side-of', '');
  box.append(element('h3', '', title), value === undefined ? element('p', 'hint', 'nothing, it is deleted') : element('pre', 'json', prettyOf(value)));
  return box;
}

function hidden() {
  const box = element('div', 'side-of', '');
  box.append(element('h3', '', 'Theirs'), element('p', 'hint', 'The filter hides this key, so it is not known whether somebody changed it.'));
  return box;
}

function button(label, run) {
  const found = element('button', '', label);
  found.type = 'button';
  found.addEventListener('click', run);
  return found;
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
