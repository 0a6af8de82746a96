// What a room of the directory is, in words.

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
const STEPS = [['minute', MINUTE], ['hour', 60 * MINUTE], ['day', DAY], ['month', 30 * DAY], ['year', 365 * DAY]];
const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const number = new Intl.NumberFormat('en');
const TYPES = { 'rich-text': 'formatted text', json: 'JSON document' };

/** How long ago a moment was: `3 hours ago`; '' where it is none. */
export function agoOf(time, now = Date.now()) {
  const seconds = (now - Date.parse(time)) / 1000;
  if (!Number.isFinite(seconds)) return '';
  if (seconds < MINUTE) return 'just now';
  const [unit, length] = STEPS.findLast(([, size]) => seconds >= size);
  return ago.format(-Math.floor(seconds / length), unit);
}

const lettersOf = (size) => (size === 0 ? 'empty' : size === 1 ? '1 letter' : `${number.format(size)} letters`);

/** One line about a room: what it holds, how much, when it changed; `here`: it is the one on this page. */
export function detailsOf({ type, size, updatedAt }, here, waiting, now) {
  const letters = type !== 'json' && Number.isInteger(size) ? lettersOf(size) : '';
  const edits = waiting > 0 ? (waiting === 1 ? '1 edit waiting here' : `${waiting} edits waiting here`) : '';
  const what = Object.hasOwn(TYPES, type ?? '') ? TYPES[type] : '';
  return [here ? 'open now' : '', edits, what, letters, agoOf(updatedAt, now)].filter(Boolean).join(' · ');
}
