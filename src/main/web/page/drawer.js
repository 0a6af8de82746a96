// The drawer with what the server has of one kind: filter, more pages, and another one by name.

import { addressOf } from './address.js';
import { Unlisted, list as listed } from './directory.js';
import { faultInName } from './names.js';

const PAUSE = 200; // ms of rest before a new filter is asked for

/** The elements of a page's drawer. */
export function drawerOf(element) {
  return {
    open: element('open-list'), dialog: element('drawer'), close: element('close-list'), form: element('new'), name: element('new-name'),
    problem: element('new-problem'), filter: element('filter'), words: element('list-words'), list: element('list'), more: element('more'),
    other: element('other-kind'),
  };
}

/**
 * Wires the drawer with the objects of `kind`, each called a `noun`. `detailsOf(item, here)` describes one in a line; `here` is the
 * name of the one on this page, `leadsTo` the kind that the link to the other page names.
 */
export function drawer({ open, dialog, close, form, name, problem, filter, words, list, more, other }, { kind, noun, detailsOf, leadsTo }, here) {
  let asked = new AbortController();
  let next;
  let timer;

  async function load(cursor) {
    asked.abort();
    asked = new AbortController();
    more.disabled = true;
    if (!cursor) words.textContent = 'Looking …';
    try {
      const page = await listed(kind, { prefix: filter.value.trim(), cursor, signal: asked.signal });
      const rows = page.items.map((item) => rowOf(kind, item, here, detailsOf));
      if (!cursor) list.replaceChildren();
      list.append(...rows);
      next = page.next;
      if (cursor) rows[0]?.querySelector('a').focus();
      words.textContent = found(noun, list.children.length, filter.value.trim(), next !== undefined);
    } catch (error) {
      if (error.name === 'AbortError') return;
      if (!cursor) {
        list.replaceChildren();
        next = undefined;
      }
      words.textContent = error instanceof Unlisted ? error.message : `The ${kind} cannot be listed.`;
    }
    more.disabled = false;
    more.hidden = next === undefined;
  }

  other.href = addressOf(leadsTo);
  open.addEventListener('click', () => {
    dialog.showModal();
    load();
  });
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close(); // the backdrop
  });
  filter.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => load(), PAUSE);
  });
  filter.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || filter.value === '') return;
    event.preventDefault(); // the first Escape empties the filter, the next one closes the drawer
    filter.value = '';
    load();
  });
  more.addEventListener('click', () => load(next));
  name.addEventListener('input', () => say(''));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const wanted = name.value.trim();
    const fault = faultInName(wanted, noun);
    say(fault);
    if (fault) name.focus();
    else location.assign(addressOf(kind, wanted));
  });

  function say(fault) {
    problem.textContent = fault;
    if (fault) name.setAttribute('aria-invalid', 'true');
    else name.removeAttribute('aria-invalid');
  }
}

function found(noun, count, prefix, isMore) {
  const beginning = prefix ? ` that begin with “${prefix}”` : '';
  if (count === 0) return prefix ? `There are no ${noun}s${beginning}.` : `There are no ${noun}s yet.`;
  if (isMore) return `The first ${count} ${noun}s${beginning}`;
  if (count === 1) return `1 ${noun}${beginning.replace('begin', 'begins')}`;
  return `${count} ${noun}s${beginning}`;
}

function rowOf(kind, item, here, detailsOf) {
  const row = document.createElement('li');
  const link = document.createElement('a');
  link.href = addressOf(kind, item.id);
  link.title = item.id;
  if (item.id === here) link.setAttribute('aria-current', 'page');
  const name = document.createElement('span');
  name.className = 'name';
  name.textContent = item.id;
  const details = document.createElement('span');
  details.className = 'hint';
  details.textContent = detailsOf(item, item.id === here);
  link.append(name, details);
  row.append(link);
  return row;
}
