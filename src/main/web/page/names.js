// Names for rooms and people, and a colour for each client.

const ADJECTIVES = ['amber', 'brave', 'calm', 'clever', 'cosy', 'early', 'fair', 'gentle', 'golden', 'happy', 'keen', 'kind', 'lively',
  'lucky', 'mellow', 'merry', 'misty', 'noble', 'proud', 'quick', 'quiet', 'silver', 'sunny', 'swift', 'tidy', 'warm', 'wise', 'witty'];
const PLACES = ['bay', 'beach', 'bridge', 'brook', 'canyon', 'cliff', 'cove', 'field', 'forest', 'garden', 'glade', 'grove', 'harbour',
  'hill', 'island', 'lake', 'lagoon', 'meadow', 'orchard', 'peak', 'pond', 'reef', 'ridge', 'river', 'shore', 'spring', 'valley', 'vista'];
const ANIMALS = ['Badger', 'Beaver', 'Bison', 'Crane', 'Deer', 'Dolphin', 'Falcon', 'Ferret', 'Finch', 'Fox', 'Gecko', 'Hare', 'Heron',
  'Ibis', 'Koala', 'Lemur', 'Lynx', 'Marten', 'Newt', 'Otter', 'Owl', 'Panda', 'Puffin', 'Raven', 'Seal', 'Swan', 'Tapir', 'Wren'];

/** What a room or a namespace may be called in a URL. */
export const isRoomName = (name) => faultInName(name, 'room') === '';

/** What is wrong with a name for a room or a namespace, in words; '' if nothing is. */
export function faultInName(name, noun) {
  if (name === '') return `Give the ${noun} a name.`;
  if (name.length > 128) return `A name has at most 128 characters; this one has ${name.length}.`;
  if (name.startsWith('.')) return 'A name does not start with a dot.';
  const other = [...name].find((character) => !/[A-Za-z0-9._-]/.test(character));
  if (other === undefined) return '';
  const what = /\s/.test(other) ? 'A space' : `“${other}”`;
  return `${what} cannot be in a name. Letters A to Z, digits, dots, dashes and underscores can.`;
}

/** A fresh room name, such as `quiet-harbour-418`. */
export function freshRoomName() {
  const [a, b, c] = crypto.getRandomValues(new Uint32Array(3));
  return `${ADJECTIVES[a % ADJECTIVES.length]}-${PLACES[b % PLACES.length]}-${100 + (c % 900)}`;
}

function hash(text) {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
}

/** The name of somebody who has not given one; always the same for one client. */
export function nameOf(client) {
  const value = hash(client);
  const adjective = ADJECTIVES[value % ADJECTIVES.length];
  return `${adjective[0].toUpperCase()}${adjective.slice(1)} ${ANIMALS[(value >>> 8) % ANIMALS.length]}`;
}

/** The hue, in degrees, in which a client is drawn. */
export const hueOf = (client) => (hash(client) % 12) * 30;

/** The name a peer shows, or the one made up for it. */
export function shownName({ client, data }) {
  const name = typeof data.name === 'string' ? data.name.trim().slice(0, 40) : '';
  return name || nameOf(client);
}
