// What went wrong, in words for the person in front of the page.

const CLOSED = {
  closed: { words: 'This {} is not connected.', retry: 'Connect' },
  superseded: { words: 'This {} was opened in another window that took over from this one.', retry: 'Use it here' },
  deleted: { words: 'This {} was deleted. Below is what you saw of it last.', retry: 'Begin it anew' },
  forbidden: { words: 'Your access to this {} was taken away.', retry: 'Try again' },
  FORBIDDEN: { words: 'You have no access to this {}.', retry: 'Try again' },
  UNAUTHORIZED: { words: 'You need to sign in to open this {}, or your sign-in has expired.', retry: 'Try again' },
  UNSUPPORTED: { words: 'This {} does not hold a text, so it cannot be shown here.', raw: true },
  CONFLICT: { words: 'This {} holds something else than a text, so it cannot be shown here.', raw: true },
  BAD_MESSAGE: { words: 'The server and this page do not understand each other. The page may be outdated.', retry: 'Reload', reload: true },
  NOT_FOUND: { words: 'This {} cannot be found.', retry: 'Try again' },
  GONE: { words: 'What this page knows of the {} is too old for the server.', retry: 'Reload', reload: true },
  TOO_LARGE: { words: 'This {} is too large to be opened here.', retry: 'Try again' },
};

const LOST = {
  TOO_LARGE: 'The server did not accept your last edit: it would make the text, or the message with it, too large.',
  INVALID_OP: 'The server did not accept your last edit, because it does not fit the text it has.',
  FORBIDDEN: 'You may read this room but not change it. Your last edit was not accepted.',
  UNAUTHORIZED: 'Your sign-in has expired. Your last edit was not accepted.',
  CONFLICT: 'Your last edit was not accepted, because the room has become something else meanwhile.',
  RATE_LIMITED: 'You are faster than the server allows. Wait a little.',
};

/** Why the `noun` is closed: `{words, retry?, reload?, raw?}`; `retry` labels a button, `raw` says that it can be read as JSON. */
export function closedBecause(reason, noun) {
  const { words, ...more } = CLOSED[Object.hasOwn(CLOSED, reason) ? reason : 'closed'];
  return { words: words.replace('{}', noun), ...more };
}

/** What was refused, by an error of the room client or the editor. */
export const refusal = ({ code, message }) =>
  Object.hasOwn(LOST, code) ? LOST[code] : `The server refused something: ${message || code}`;

/** The text that an operation would have written. */
export const textIn = (op) =>
  (op ?? []).map((c) => (typeof c.insert === 'string' ? c.insert : '')).join('');

export const NOT_KEPT =
  'Your waiting edits cannot be stored in this browser. Do not close or reload this page before they are saved.';
export const RICH =
  'This room holds formatted text. It is shown and edited here without its formatting; what is there is kept.';
export const DRAFT_UNREADABLE =
  'Edits from an earlier visit were found in this browser but cannot be read any more.';
