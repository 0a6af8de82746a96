// The tree of keys on the page. Only the rows in sight are in the document, so that ten thousand keys cost no more than fifty. One
// row is the active one: the arrow keys move it, as in every tree.

import { kindOf, shortOf } from './json-words.js';

const MARGIN = 10; // rows beyond those in sight
const FLASH = 1500; // ms that a change is marked

export class TreeView {
  #tree;
  #box;
  #canvas;
  #describe;
  #choose;
  #rows = [];
  #active = null; // path of the active row
  #chosen = null;
  #changed = new Map(); // key → time of its last change
  #height = 0;
  #fade = null;
  #due = false;
  #stale = true;

  /**
   * Shows `tree` in `box`, an element that scrolls. `describe(key)` gives `{value, waits}`; `choose(key)` is called with the key
   * that somebody wants to see.
   */
  constructor(tree, box, describe, choose) {
    this.#tree = tree;
    this.#box = box;
    this.#describe = describe;
    this.#choose = choose;
    this.#canvas = document.createElement('div');
    this.#canvas.className = 'tree-canvas';
    this.#canvas.setAttribute('role', 'presentation');
    box.append(this.#canvas);
    box.addEventListener('scroll', () => this.draw(false));
    box.addEventListener('keydown', (event) => this.#key(event));
    box.addEventListener('click', (event) => this.#clicked(event));
    new ResizeObserver(() => this.draw(false)).observe(box);
  }

  /** Marks a key as just changed. */
  mark(key) {
    const now = performance.now();
    this.#changed.set(key, now);
    this.#fade ??= setTimeout(() => {
      this.#fade = null;
      this.draw(false);
    }, FLASH + 50);
    if (this.#changed.size > 1000) for (const [old, time] of this.#changed) if (now - time > FLASH) this.#changed.delete(old);
  }

  /** Opens what a key stands in, and brings it into view as the chosen one. */
  show(key) {
    this.#chosen = key;
    if (key !== null && key !== '') {
      this.#tree.reveal(key);
      this.#active = key;
      this.#refresh();
      this.#scrollTo(this.#rows.findIndex(({ path, group }) => !group && path === key));
    }
    this.draw();
  }

  /** Draws with the next frame; `stale`: there may be other rows than before. */
  draw(stale = true) {
    this.#stale ||= stale;
    if (this.#due) return;
    this.#due = true;
    requestAnimationFrame(() => {
      this.#due = false;
      this.#draw();
    });
  }

  #refresh() {
    this.#stale = false;
    this.#rows = this.#tree.rows();
  }

  #draw() {
    if (this.#stale) this.#refresh();
    this.#height = parseFloat(getComputedStyle(this.#canvas).getPropertyValue('--row')) || 32;
    const { scrollTop, clientHeight } = this.#box;
    this.#canvas.style.height = `${this.#rows.length * this.#height}px`;
    const from = Math.max(0, Math.floor(scrollTop / this.#height) - MARGIN);
    const to = Math.min(this.#rows.length, Math.ceil((scrollTop + clientHeight) / this.#height) + MARGIN);
    const now = performance.now();
    this.#canvas.replaceChildren(...this.#rows.slice(from, to).map((row, i) => this.#element(row, from + i, now)));
    const active = this.#canvas.querySelector('[data-active]');
    if (active) this.#box.setAttribute('aria-activedescendant', active.id);
    else this.#box.removeAttribute('aria-activedescendant');
  }

  #element(row, index, now) {
    const element = document.createElement('div');
    element.className = row.group ? 'tree-row group' : 'tree-row';
    element.id = `row-${index}`;
    element.dataset.index = index;
    element.setAttribute('role', 'treeitem');
    element.setAttribute('aria-level', row.level);
    element.setAttribute('aria-posinset', row.position);
    element.setAttribute('aria-setsize', row.of);
    element.style.setProperty('--level', Math.min(row.level, 12) - 1);
    element.style.transform = `translateY(${index * this.#height}px)`;
    if (row.path === this.#active) element.dataset.active = '';
    const name = part('tree-name', row.name);
    element.append(name);
    if (row.group) {
      element.setAttribute('aria-expanded', row.open);
      element.append(part('tree-count', String(row.count)));
      return element;
    }
    const { value, waits } = this.#describe(row.path);
    element.title = row.path;
    element.setAttribute('aria-selected', row.path === this.#chosen);
    if (now - (this.#changed.get(row.path) ?? -Infinity) < FLASH) element.dataset.changed = '';
    const shown = part('tree-value', shortOf(value));
    shown.dataset.kind = kindOf(value);
    element.append(shown);
    if (waits) element.append(part('tree-waits', waits));
    return element;
  }

  #clicked(event) {
    const index = Number(event.target.closest('.tree-row')?.dataset.index ?? NaN);
    if (Number.isNaN(index)) return;
    this.#activate(index);
    this.#enter(this.#rows[index]);
  }

  #enter(row) {
    if (!row) return;
    if (row.group) {
      this.#tree.toggle(row.path);
      this.draw();
    } else {
      this.#choose(row.path);
    }
  }

  #key(event) {
    if (this.#stale) this.#refresh(); // keys may come faster than frames
    if (event.altKey || event.ctrlKey || event.metaKey || this.#rows.length === 0) return;
    const at = this.#rows.findIndex(({ path }) => path === this.#active);
    const row = this.#rows[at];
    const page = Math.max(1, Math.floor(this.#box.clientHeight / this.#height) - 1);
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: this.#rows.length - 1 };
    if (Object.hasOwn(moves, event.key)) {
      this.#activate(Math.max(0, Math.min(this.#rows.length - 1, moves[event.key])));
    } else if (event.key === 'ArrowRight' && row) {
      if (row.group && row.open) this.#activate(at + 1);
      else this.#enter(row);
    } else if (event.key === 'ArrowLeft' && row) {
      if (row.group && row.open) this.#enter(row);
      else this.#activate(this.#rows.findLastIndex(({ level }, i) => i < at && level < row.level));
    } else if (event.key === 'Enter' || event.key === ' ') {
      this.#enter(row);
    } else {
      return;
    }
    event.preventDefault();
  }

  #activate(index) {
    if (index < 0) return;
    this.#active = this.#rows[index].path;
    this.#scrollTo(index);
    this.draw(false);
  }

  #scrollTo(index) {
    if (index < 0) return;
    const height = this.#height || 32;
    const top = index * height;
    this.#canvas.style.height = `${this.#rows.length * height}px`;
    if (top < this.#box.scrollTop) this.#box.scrollTop = top;
    else if (top + height > this.#box.scrollTop + this.#box.clientHeight) this.#box.scrollTop = top + height - this.#box.clientHeight;
  }
}

function part(className, text) {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}
