// The state of the connection and of the edits, in words.

const RETRY = 'Reconnect now';
const edits = (count) => (count === 1 ? '1 edit' : `${count} edits`);

/**
 * How the connection is: `{tone, words, retry?}` with tone `good`, `busy` or `bad`; `retry` labels a button that tries at once.
 * Facts: the room's state, its access, whether its text is known, and whether this is an attempt after a failed one (`again`).
 */
export function describe({ state, access, known, again }) {
  if (state === 'online') return { tone: 'good', words: access === 'read' ? 'Live, read-only' : 'Live' };
  if (state === 'connecting' && again) return { tone: 'busy', words: 'Connecting again…', retry: RETRY };
  if (state === 'connecting') return { tone: 'busy', words: 'Connecting…' };
  if (state === 'closed') return { tone: 'bad', words: 'Disconnected' };
  return { tone: 'bad', words: known ? 'Offline. You can go on writing.' : 'The server cannot be reached.', retry: RETRY };
}

/** How many edits wait. `slow`: the server has not answered for a while. */
export function describePending({ state, count, known, slow }) {
  if (!known) return '';
  if (count === 0) return 'All edits saved';
  if (state !== 'online') return `${edits(count)} waiting`;
  return slow ? `Still saving ${edits(count)}…` : `Saving ${edits(count)}…`;
}

/** When the next attempt comes; '' where none is planned. */
export function describeWait(seconds) {
  if (!(seconds > 0)) return '';
  return `Next attempt in ${seconds} s`;
}

/** What a screen reader says of it: only what has changed for good, so not each attempt to connect. */
export function announcementOf(facts) {
  const { state, count, known } = facts;
  if (state === 'connecting') return '';
  const { words } = describe(facts);
  const waiting = known && count > 0 && state !== 'online' ? ` ${describePending(facts)}.` : '';
  const saved = known && count === 0 && state === 'online' ? ' All edits saved.' : '';
  return `${words.replace(/[.…]$/, '')}.${waiting}${saved}`;
}
