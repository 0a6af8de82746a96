// The micro-frontends that are registered in a namespace.

import { prettyOf, shortOf } from './json-words.js';
import { agoOf } from './room-words.js';

const MOST = 200;

/** Shows the registry in `list`, and in `hint` what there is to say of it. */
export function showRegistry({ list, hint, label }, mfes) {
  const all = [...mfes.values()].filter((mfe) => typeof mfe === 'object' && mfe !== null).sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
  const open = new Set([...list.querySelectorAll('details[open]')].map(({ dataset }) => dataset.mfe));
  list.replaceChildren(...all.slice(0, MOST).map((mfe) => rowOf(mfe, open)));
  label.textContent = all.length > 0 ? `MFEs ${all.length}` : 'MFEs';
  const words = [];
  if (all.length === 0) words.push('No micro-frontend is registered.');
  if (all.length > MOST) words.push(`The first ${MOST} of ${all.length}.`);
  hint.textContent = words.join(' ');
  hint.hidden = words.length === 0;
}

function rowOf({ id, framework, version, metadata, registeredAt }, open) {
  const row = document.createElement('li');
  const head = document.createElement('p');
  head.className = 'recent-what';
  head.append(part('strong', 'tree-name', String(id)), part('span', '', [framework, version].filter(Boolean).map(String).join(' ')));
  const since = part('p', 'hint', `registered ${agoOf(registeredAt)}`);
  since.title = registeredAt ?? '';
  row.append(head, since);
  if (metadata !== undefined && metadata !== null) row.append(detailsOf(String(id), metadata, open));
  return row;
}

function detailsOf(id, metadata, open) {
  const details = document.createElement('details');
  details.dataset.mfe = id;
  details.open = open.has(id);
  const summary = part('summary', 'hint', shortOf(metadata, 60));
  details.append(summary, part('pre', 'json', prettyOf(metadata)));
  return details;
}

function part(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}
