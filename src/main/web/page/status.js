// The state of the connection in words.

const edits = (count) => (count === 1 ? '1 edit' : `${count} edits`);

const CLOSED = {
  superseded: { words: 'This room is open in another window under the same identity.', retry: 'Use it here' },
  deleted: { words: 'This room was deleted.', retry: 'Open it anew' },
  forbidden: { words: 'You no longer have access to this room.', retry: 'Try again' },
  FORBIDDEN: { words: 'You have no access to this room.', retry: 'Try again' },
  UNAUTHORIZED: { words: 'You need to sign in to open this room.', retry: 'Try again' },
  UNSUPPORTED: { words: 'This room does not hold a text.' },
};

/**
 * What to say: `{tone, words, retry?}` with tone `good`, `busy` or `bad`; `retry` is the label of a button that connects again.
 * Facts: the room's state and reason, its access, and whether it was ever seen.
 */
export function describe({ state, reason, access, known }) {
  if (state === 'online') return { tone: 'good', words: access === 'read' ? 'Connected, read-only' : 'Connected' };
  if (state === 'connecting') return { tone: 'busy', words: known ? 'Connecting again…' : 'Connecting…' };
  if (state === 'offline') {
    return { tone: 'bad', words: known ? 'Offline. You can go on writing.' : 'The server cannot be reached. Trying again…' };
  }
  return { tone: 'bad', retry: 'Connect', words: 'Disconnected.', ...CLOSED[reason] };
}

/** How many edits wait, in words. */
export function describePending({ state, count, known }) {
  if (!known) return '';
  if (count === 0) return 'All edits saved';
  return state === 'online' ? `Saving ${edits(count)}…` : `${edits(count)} waiting`;
}
