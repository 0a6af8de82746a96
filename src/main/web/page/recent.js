// The last changes of a namespace: who changed what when. Those from before the page was opened come out of the history.

import { matcher } from '../client/namespace-changes.js';
import { ask } from './directory.js';
import { shortOf } from './json-words.js';
import { hueOf } from './names.js';
import { sourceOf, whoOf } from './namespace-words.js';
import { agoOf } from './room-words.js';

const KEPT = 200; // lines
const PAST = 50; // commits from before
const OF_ONE = 20; // lines of one commit
const TICK = 20_000;

export class Recent {
  #namespace;
  #list;
  #hint;
  #choose;
  #commits = new Map(); // version → commit
  #last = new Map(); // key → the last commit that changed it
  #due = false;

  /** Shows the changes of `namespace` in `list`, `hint` where there are none; `choose(key)` is called with what somebody asks for. */
  constructor(namespace, { list, hint }, choose) {
    this.#namespace = namespace;
    this.#list = list;
    this.#hint = hint;
    this.#choose = choose;
    namespace.on('change', (event) => this.#changed(event));
    setInterval(() => this.draw(), TICK);
  }

  /** The last commit seen that changed a key. */
  lastOf(key) {
    return this.#last.get(key);
  }

  /** Gets the commits up to `version` out of the history, if the server tells it. */
  async recall(version) {
    if (version === 0) return;
    try {
      const { namespace } = this.#namespace;
      const answer = await ask(`/v1/namespaces/${namespace}/history?from=${Math.max(1, version - PAST + 1)}&to=${version}&limit=${PAST}`);
      const { commits } = answer.ok ? await answer.json() : { commits: [] };
      for (const commit of commits) this.#remember(commit);
    } catch {
      // then the list begins with what happens now
    }
    this.draw();
  }

  draw() {
    if (this.#due) return;
    this.#due = true;
    requestAnimationFrame(() => {
      this.#due = false;
      this.#draw();
    });
  }

  #changed(event) {
    if (event.cause === 'snapshot') this.draw();
    else if (event.changes.length > 0) {
      this.#remember(event);
      this.draw();
    }
  }

  #remember(commit) {
    if (this.#commits.has(commit.version)) return;
    this.#commits.set(commit.version, commit);
    for (const { key } of commit.changes) {
      if (key !== undefined && !(this.#last.get(key)?.version > commit.version)) this.#last.set(key, commit);
    }
    if (this.#commits.size > 2 * KEPT) this.#forget();
  }

  #forget() {
    const old = [...this.#commits.keys()].sort((a, b) => b - a).slice(KEPT);
    for (const version of old) this.#commits.delete(version);
  }

  #draw() {
    const focused = document.activeElement?.closest?.('#recent li')?.dataset.id;
    const covers = matcher(this.#namespace.followed);
    const rows = [];
    for (const commit of [...this.#commits.values()].sort((a, b) => b.version - a.version)) {
      const shown = commit.changes.filter(({ key }) => key === undefined || covers(key));
      rows.push(...shown.slice(0, OF_ONE).map((change) => this.#row(commit, change)));
      if (shown.length > OF_ONE) rows.push(line('hint', `and ${shown.length - OF_ONE} more in the same change`));
      if (rows.length >= KEPT) break;
    }
    this.#list.replaceChildren(...rows);
    this.#hint.hidden = rows.length > 0;
    if (focused) this.#list.querySelector(`[data-id="${CSS.escape(focused)}"] button`)?.focus();
  }

  #row(commit, change) {
    const row = document.createElement('li');
    row.dataset.id = `${commit.version} ${change.key ?? change.mfe}`;
    row.style.setProperty('--hue', hueOf(commit.client));
    const what = document.createElement('p');
    what.className = 'recent-what';
    what.append(change.key === undefined ? part('strong', 'tree-name', `MFE ${change.mfe}`) : this.#key(change.key), verb(change));
    const who = document.createElement('p');
    who.className = 'hint recent-who';
    who.append(part('span', 'dot', ''), [whoOf(commit, this.#namespace.client), sourceOf(commit)].filter(Boolean).join(', '), ' · ');
    const time = part('time', '', agoOf(commit.timestamp));
    time.dateTime = commit.timestamp;
    time.title = `${new Date(commit.timestamp).toLocaleString()}, version ${commit.version}, client ${commit.client}`;
    who.append(time);
    row.append(what, who);
    return row;
  }

  #key(key) {
    const button = part('button', 'as-link tree-name', key);
    button.type = 'button';
    button.title = key;
    button.addEventListener('click', () => this.#choose(key));
    return button;
  }
}

function verb(change) {
  if (change.deleted) return part('span', 'recent-gone', change.key === undefined ? 'left' : 'deleted');
  if (change.transient) return part('span', 'hint', 'set, its value is not kept');
  return part('span', 'tree-value', change.key === undefined ? shortOf(change.value?.version ?? 'registered') : shortOf(change.value));
}

function line(className, text) {
  const row = document.createElement('li');
  row.className = className;
  row.textContent = text;
  return row;
}

function part(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}
