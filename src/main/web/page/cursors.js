// The others' cursors and selections, as decorations of the editor.

import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, WidgetType } from '@codemirror/view';
import { hueOf, shownName } from './names.js';

/** Effect: the others as of the document this transaction leads to. */
export const peersMoved = StateEffect.define();

class Caret extends WidgetType {
  constructor(client, name) {
    super();
    this.client = client;
    this.name = name;
  }

  eq(other) {
    return other.client === this.client && other.name === this.name;
  }

  toDOM() {
    const caret = document.createElement('span');
    caret.className = 'peer-caret';
    caret.style.setProperty('--hue', hueOf(this.client));
    caret.setAttribute('aria-hidden', 'true');
    const flag = document.createElement('span');
    flag.className = 'peer-name';
    flag.textContent = this.name;
    caret.append('\u2060', flag, '\u2060');
    return caret;
  }

  ignoreEvent() {
    return true;
  }
}

function decorations(peers, length) {
  const found = [];
  for (const peer of peers) {
    const { selection } = peer.data;
    if (!selection) continue;
    const head = Math.min(selection.head, length);
    const anchor = Math.min(selection.anchor, length);
    if (head !== anchor) {
      const attributes = { style: `--hue: ${hueOf(peer.client)}` };
      found.push(Decoration.mark({ class: 'peer-selection', attributes }).range(Math.min(head, anchor), Math.max(head, anchor)));
    }
    found.push(Decoration.widget({ widget: new Caret(peer.client, shownName(peer)), side: head < anchor ? -1 : 1 }).range(head));
  }
  return Decoration.set(found, true);
}

/** Draws what `peersMoved` says; between two of them the marks move along with the text. */
export const cursors = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(peersMoved)) return decorations(effect.value, transaction.newDoc.length);
    }
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});
