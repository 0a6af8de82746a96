// The list of who else is here.

import { hueOf, shownName } from './names.js';

const SHOWN = 6;

/** Fills `list` with a chip per peer; those beyond a handful become a number. */
export function showPeople(list, peers) {
  const chips = peers.slice(0, SHOWN).map((peer) => {
    const chip = document.createElement('li');
    const dot = document.createElement('span');
    dot.className = 'dot';
    const name = document.createElement('span');
    name.textContent = shownName(peer);
    chip.style.setProperty('--hue', hueOf(peer.client));
    chip.title = shownName(peer);
    chip.append(dot, name);
    return chip;
  });
  if (peers.length > SHOWN) {
    const more = document.createElement('li');
    more.textContent = `+${peers.length - SHOWN}`;
    more.title = peers.slice(SHOWN).map(shownName).join(', ');
    chips.push(more);
  }
  list.replaceChildren(...chips);
}
