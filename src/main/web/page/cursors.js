// The others' cursors and selections, as decorations of the editor. A flag with the name shows when its cursor moves by itself,
// not when text before it pushes it along.

import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, WidgetType } from '@codemirror/view';
import { hueOf, shownName } from './names.js';

/** Effect: the others as of the document this transaction leads to. */
export const peersMoved = StateEffect.define();

/** Effect: shows the flag of this client. */
export const flagShown = StateEffect.define();

class Caret extends WidgetType {
  constructor(client, name, moves) {
    super();
    this.client = client;
    this.name = name;
    this.moves = moves;
  }

  eq(other) {
    return other.client === this.client && other.name === this.name && other.moves === this.moves;
  }

  toDOM(view) {
    const caret = document.createElement('span');
    caret.className = 'peer-caret';
    caret.dataset.client = this.client;
    caret.style.setProperty('--hue', hueOf(this.client));
    caret.setAttribute('aria-hidden', 'true');
    const flag = document.createElement('span');
    flag.className = 'peer-name';
    flag.textContent = this.name;
    caret.append('\u2060', flag, '\u2060');
    view.requestMeasure({
      read: () => flag.getBoundingClientRect().right > view.scrollDOM.getBoundingClientRect().right,
      write: (sticksOut) => flag.classList.toggle('leftwards', sticksOut),
    });
    return caret;
  }

  ignoreEvent() {
    return false; // a click beside the line is a click into the text
  }
}

/** Where somebody is: `moves` counts the moves of their own, each of which shows the flag. */
function place({ client, data }, length, before) {
  const anchor = Math.min(data.selection.anchor, length);
  const head = Math.min(data.selection.head, length);
  const moved = before === undefined || before.anchor !== anchor || before.head !== head;
  return { client, name: shownName({ client, data }), anchor, head, moves: (before?.moves ?? 0) + (moved ? 1 : 0) };
}

function draw(places) {
  const found = [];
  for (const { client, name, anchor, head, moves } of places.values()) {
    if (head !== anchor) {
      const attributes = { style: `--hue: ${hueOf(client)}` };
      found.push(Decoration.mark({ class: 'peer-selection', attributes }).range(Math.min(head, anchor), Math.max(head, anchor)));
    }
    found.push(Decoration.widget({ widget: new Caret(client, name, moves), side: head < anchor ? -1 : 1 }).range(head));
  }
  return Decoration.set(found, true);
}

/** The places after `changes`, as long as nothing better is known. */
function mapped(places, changes) {
  const moved = new Map();
  for (const [client, at] of places) {
    moved.set(client, { ...at, anchor: changes.mapPos(at.anchor, -1), head: changes.mapPos(at.head, -1) });
  }
  return moved;
}

/** Draws what `peersMoved` says; between two of them the marks move along with the text. */
export const cursors = StateField.define({
  create: () => ({ places: new Map(), marks: Decoration.none }),
  update(value, transaction) {
    let { places } = value;
    if (transaction.docChanged) places = mapped(places, transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(peersMoved)) {
        const shown = effect.value.filter(({ data }) => data?.selection);
        places = new Map(shown.map((peer) => [peer.client, place(peer, transaction.newDoc.length, places.get(peer.client))]));
      } else if (effect.is(flagShown) && places.has(effect.value)) {
        const at = places.get(effect.value);
        places = new Map(places).set(at.client, { ...at, moves: at.moves + 1 });
      }
    }
    return places === value.places ? value : { places, marks: draw(places) };
  },
  provide: (field) => EditorView.decorations.from(field, ({ marks }) => marks),
});

/** Brings the cursor of `client` into view and shows its flag. */
export function showCursor(view, client) {
  const at = view.state.field(cursors).places.get(client);
  if (!at) return;
  view.dispatch({ effects: [EditorView.scrollIntoView(at.head, { y: 'center' }), flagShown.of(client)] });
}
