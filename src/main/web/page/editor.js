// CodeMirror on a room. The room is the truth: local changes are submitted to it, its changes are dispatched here, and should
// the two ever differ, the editor is brought in line with the room.

import { Annotation, Compartment, EditorState, Transaction } from '@codemirror/state';
import {
  EditorView, drawSelection, dropCursor, highlightActiveLine, highlightSpecialChars, keymap, placeholder,
} from '@codemirror/view';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { diff } from '../client/diff.js';
import { changesOf, operationOf, repairs } from './changes.js';
import { cursors, peersMoved } from './cursors.js';

const INVITATION = 'Write something. Everybody with the link to this page sees it.';
const fromRoom = Annotation.define();

/** A transaction of this client's user gets what the server would refuse in it replaced. */
const clean = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.annotation(fromRoom)) return transaction;
  const changes = repairs(transaction.changes, transaction.startState.doc, transaction.newDoc);
  return changes.length > 0 ? [transaction, { changes, sequential: true }] : transaction;
});

function specialChar(code, description, standIn) {
  const mark = document.createElement('span');
  const embed = code === 0xfffc;
  mark.className = embed ? 'embed' : 'cm-specialChar';
  mark.textContent = embed ? '▣' : standIn;
  mark.title = embed ? 'Something that is no text' : description ?? `Control character ${code.toString(16)}`;
  mark.setAttribute('aria-label', mark.title);
  return mark;
}

/**
 * Opens an editor on `room` in `parent`. It can be written to while `allowWriting` says so; `failed` hears about edits that the
 * room did not take.
 */
export function openEditor({ parent, room, failed }) {
  const writing = new Compartment();
  let onMove = () => {};
  const mayWrite = (yes) => [EditorState.readOnly.of(!yes), EditorView.editable.of(yes), yes ? placeholder(INVITATION) : []];

  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: room.text,
      extensions: [
        EditorState.lineSeparator.of('\n'), // only "\n" ends a line; a "\r" that somebody brings in is a character like others
        EditorView.clipboardInputFilter.of((text) => text.replace(/\r\n?/g, '\n')),
        clean,
        writing.of(mayWrite(false)),
        highlightSpecialChars({ render: specialChar }),
        history(),
        drawSelection(),
        dropCursor(),
        highlightActiveLine(),
        cursors,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ id: 'text', 'aria-label': 'Shared text', spellcheck: 'true', autocorrect: 'on' }),
        keymap.of([...defaultKeymap, ...historyKeymap]), // Tab is not among them: it leads on to the next part of the page
        EditorView.updateListener.of((update) => {
          for (const transaction of update.transactions) {
            if (transaction.docChanged && !transaction.annotation(fromRoom)) submit(transaction);
          }
          if (update.docChanged || update.selectionSet || update.focusChanged) onMove();
        }),
      ],
    }),
  });

  function submit(transaction) {
    try {
      room.submit(operationOf(transaction.changes, transaction.startState.doc, transaction.newDoc));
    } catch (error) {
      failed(error);
      queueMicrotask(align); // an editor must not be changed while it is updating
    }
  }

  function take(op) {
    const text = {
      changes: changesOf(op),
      annotations: [fromRoom.of(true), Transaction.addToHistory.of(false), Transaction.remote.of(true)],
      filter: false,
    };
    try {
      view.dispatch({ ...text, effects: peersMoved.of(room.peers) });
    } catch (error) {
      // Whatever is wrong with a mark, the text must stay the room's.
      view.dispatch(text);
      failed(error);
    }
  }

  function align() {
    const text = view.state.doc.toString();
    if (text === room.text) return;
    const of = (value) => (value ? [{ insert: value }] : []);
    take(diff(of(text), of(room.text)));
  }

  room.on('change', ({ op }) => take(op));
  room.on('presence', ({ peers }) => view.dispatch({ effects: peersMoved.of(peers) }));

  return {
    view,
    allowWriting: (yes) => view.dispatch({ effects: writing.reconfigure(mayWrite(yes)) }),
    /** Where this user is: `{anchor, head}`. */
    get selection() {
      const { anchor, head } = view.state.selection.main;
      return { anchor, head };
    },
    /** `listener` hears of every move of the selection. */
    onMove: (listener) => {
      onMove = listener;
    },
  };
}
