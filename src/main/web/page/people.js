// Who is here: a pile of dots on a button, and behind it the list.

import { hueOf, shownName } from './names.js';

const IN_PILE = 3;
const IN_LIST = 40;

const initialOf = (name) => [...name][0].toUpperCase();

/** How many are here, with oneself. */
export const describeHere = (count) => (count === 1 ? 'Only you' : `${count} here`);

/**
 * Shows `me` `{client, data}` and the others. `elements`: the `button`, its `pile` and `label`, and the `list`; `find` is called
 * with the client whose cursor is asked for.
 */
export function showPeople({ button, pile, label, list }, me, peers, find) {
  const everybody = [me, ...peers];
  pile.replaceChildren(...everybody.slice(0, IN_PILE).map(({ client, data }) => {
    const dot = coloured('span', client);
    dot.className = 'face';
    dot.textContent = initialOf(shownName({ client, data }));
    return dot;
  }));
  label.textContent = describeHere(everybody.length);
  button.setAttribute('aria-label', everybody.length === 1 ? 'People: only you are here' : `People: ${everybody.length} are here`);

  const focused = document.activeElement?.dataset?.client;
  const rows = everybody.slice(0, IN_LIST).map((person) => rowOf(person, person === me, find));
  if (everybody.length > IN_LIST) {
    const more = document.createElement('li');
    more.className = 'hint';
    more.textContent = `and ${everybody.length - IN_LIST} more`;
    rows.push(more);
  }
  list.replaceChildren(...rows);
  if (focused) list.querySelector(`[data-client="${CSS.escape(focused)}"]`)?.focus();
}

function rowOf(person, own, find) {
  const row = coloured('li', person.client);
  const dot = document.createElement('span');
  dot.className = 'dot';
  const name = document.createElement('span');
  name.className = 'name';
  name.textContent = shownName(person);
  row.append(dot, name);
  if (own) {
    const mark = document.createElement('span');
    mark.className = 'hint';
    mark.textContent = '(you)';
    row.append(mark);
  } else if (person.data.selection) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Find';
    button.dataset.client = person.client;
    button.setAttribute('aria-label', `Find ${shownName(person)} in the text`);
    button.addEventListener('click', () => find(person.client));
    row.append(button);
  }
  return row;
}

function coloured(tag, client) {
  const element = document.createElement(tag);
  element.style.setProperty('--hue', hueOf(client));
  return element;
}
