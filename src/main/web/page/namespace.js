// The page of a namespace: its keys as a tree, who changed what when, the registry of micro-frontends, and a form.

import { claimIdentity } from '../client/identity.js';
import { NamespaceClient } from '../client/namespace-client.js';
import { namespaceOfPage, socketUrl, tokenOfPage } from './address.js';
import { Conflicts } from './conflicts.js';
import { ConnectionLine } from './connection-line.js';
import { drawer, drawerOf } from './drawer.js';
import { KeyForm } from './key-form.js';
import { KeyTree } from './key-tree.js';
import { describeKeys, detailsOf, patternsOf, refusal, whoOf } from './namespace-words.js';
import { Notices } from './notices.js';
import { closedBecause } from './problems.js';
import { Recent } from './recent.js';
import { showRegistry } from './registry.js';
import { copy, shareButton } from './share.js';
import { keepShell } from './shell.js';
import { themeButton } from './theme.js';
import { TreeView } from './tree-view.js';
import { Views } from './views.js';

const SOURCE = 'namespace page';
const PAUSE = 300; // ms of rest before a new filter is asked for
const element = (id) => document.getElementById(id);
const notices = new Notices(element('notices'));
const views = new Views([...document.querySelectorAll('[role=tab]')], ['keys', 'edit', 'changes', 'mfes'].map((view) => element(`view-${view}`)));

/** What waits for a key: `{value, waits}` as it will be, where that can be said, and a word for it. */
function expected(namespace, key) {
  const waiting = namespace.unacknowledged.findLast((change) => change.key === key);
  const value = namespace.store.get(key);
  if (!waiting) return { value };
  return waiting.op === 'set' ? { value: waiting.value, waits: 'waiting' } : { value, waits: waiting.op === 'delete' ? 'to be deleted' : 'waiting' };
}

class Page {
  #namespace;
  #tree = new KeyTree();
  #view;
  #form;
  #recent;
  #conflicts;
  #line;

  constructor(namespace) {
    this.#namespace = namespace;
    const select = (key) => this.select(key);
    this.#view = new TreeView(this.#tree, element('tree'), (key) => expected(namespace, key), select);
    this.#recent = new Recent(namespace, { list: element('recent'), hint: element('recent-hint') }, select);
    this.#form = this.#makeForm();
    const who = (key) => {
      const last = this.#recent.lastOf(key);
      return last && last.client !== namespace.client ? whoOf(last, namespace.client) : '';
    };
    this.#conflicts = new Conflicts(namespace, element('conflicts'), who, (conflict, left) => this.#settled(conflict, left));
    this.#line = new ConnectionLine(namespace, {
      status: element('status'), words: element('words'), countdown: element('countdown'), retry: element('retry'),
      pending: element('pending'), announcement: element('announcement'), text: element('tree'),
    });
    shareButton(element('share'), element('share-label'), notices, 'namespace', (sentence) => this.#line.announce(sentence));
    element('add').addEventListener('click', () => this.select(''));
    this.#filter();
    this.#watch();
  }

  /** Shows a key in the form, '' for a new one. */
  select(key) {
    this.#view.show(key);
    this.#form.load(key);
    this.#showLast();
    views.show('edit');
    if (key === '' || matchMedia('(pointer: fine)').matches) this.#form.focus();
  }

  #makeForm() {
    const parts = {
      form: element('key-form'), fields: element('key-fields'), operations: [...document.querySelectorAll('[name=operation]')], key: element('key'),
      keyProblem: element('key-problem'), value: element('value'), valueLabel: element('value-label'), valuePart: element('value-part'),
      valueHint: element('value-hint'), valueProblem: element('value-problem'), ttl: element('ttl'), ttlPart: element('ttl-part'),
      ttlProblem: element('ttl-problem'), strategy: element('strategy'), submit: element('save'), stale: element('stale'),
      staleWords: element('stale-words'), reload: element('reload'), source: SOURCE,
    };
    return new KeyForm(this.#namespace, parts, () => this.#listKeys());
  }

  #filter() {
    const field = element('key-filter');
    let timer;
    const follow = () => {
      const patterns = patternsOf(field.value);
      if (String(patterns ?? '') === String(this.#namespace.patterns ?? '')) return;
      this.#namespace.follow(patterns);
      element('key-words').textContent = 'Looking …';
    };
    field.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(follow, PAUSE);
    });
    field.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown') {
        event.preventDefault();
        element('tree').focus();
      }
      if (event.key === 'Escape' && field.value !== '') {
        field.value = '';
        follow();
      }
    });
  }

  #watch() {
    const namespace = this.#namespace;
    const settle = () => this.#form.allow(namespace.known && namespace.state !== 'closed' && namespace.access !== 'read');
    settle();
    let recalled = false;
    namespace.on('state', ({ state, reason }) => {
      document.body.dataset.state = state;
      settle();
      if (state === 'closed') this.#showClosed(reason);
      else notices.clear('closed');
      if (state === 'online' && !recalled) {
        recalled = true;
        this.#recent.recall(namespace.version).then(() => this.#showLast());
      }
    });
    namespace.on('change', (event) => this.#changed(event));
    namespace.on('pending', () => {
      this.#listKeys();
      this.#showCursor();
    });
    namespace.on('conflict', (conflict) => {
      views.show('edit');
      this.#conflicts.add(conflict);
      element('tab-edit').dataset.alert = '';
      this.#line.announce('Somebody else was faster. Your change was not made yet: choose which value is to stay.');
    });
    namespace.on('error', (error) => error.fatal || this.#showLost(error));
    addEventListener('beforeunload', (event) => {
      if (namespace.pending > 0) event.preventDefault();
    });
  }

  #changed({ cause, changes = [] }) {
    const keys = changes.filter(({ key }) => key !== undefined);
    if (cause !== 'snapshot') for (const { key } of keys) this.#view.mark(key);
    if (cause === 'snapshot' || keys.length > 0) this.#listKeys(cause === 'snapshot' ? undefined : keys);
    if (cause === 'snapshot' || keys.length < changes.length) this.#showRegistry();
    this.#form.refresh();
    this.#showLast();
    this.#showCursor();
  }

  // The keys that are there, and those that will be; of a commit only its own are looked at.
  #listKeys(changed) {
    const { store, unacknowledged, followed } = this.#namespace;
    if (changed) for (const { key } of changed) store.has(key) ? this.#tree.add(key) : this.#tree.remove(key);
    else this.#tree.reset(store.keys());
    for (const { op, key } of unacknowledged) if (op === 'set') this.#tree.add(key);
    this.#view.draw();
    element('key-words').textContent = this.#namespace.known ? describeKeys(store.size, followed) : '';
  }

  #showRegistry() {
    showRegistry({ list: element('mfes'), hint: element('mfes-hint'), label: element('tab-mfes') }, this.#namespace.mfes);
  }

  #showCursor() {
    element('cursor').textContent = this.#namespace.known ? `Version ${this.#namespace.version}` : '';
  }

  #showLast() {
    const { key } = this.#form;
    const last = key === '' ? undefined : this.#recent.lastOf(key);
    const there = this.#namespace.store.has(key);
    const by = last ? `Last changed by ${whoOf(last, this.#namespace.client).replace(/^You$/, 'you')} in version ${last.version}.` : '';
    element('key-last').textContent = key === '' ? '' : there ? by : `There is no such key.${last ? ` ${by}` : ''}`;
  }

  #settled({ conflicts }, left) {
    if (left === 0) delete element('tab-edit').dataset.alert;
    for (const { key } of conflicts) this.#form.settled(key);
    this.#form.focus();
  }

  #showLost(error) {
    const actions = error.changes ? [{ label: 'Copy your change', run: () => copy(JSON.stringify(error.changes, null, 2)) }] : [];
    notices.show('lost', { tone: 'bad', words: refusal(error), actions });
  }

  #showClosed(reason) {
    const { words, retry, reload } = closedBecause(reason === 'UNSUPPORTED' ? 'BAD_MESSAGE' : reason, 'namespace');
    const again = { label: retry, run: () => (reload ? location.reload() : this.#namespace.connect()) };
    notices.show('closed', { tone: 'bad', words, stays: true, actions: retry ? [again] : [] });
  }
}

async function open() {
  themeButton(element('theme'));
  const name = namespaceOfPage();
  drawer(drawerOf(element), { kind: 'namespaces', noun: 'namespace', detailsOf, leadsTo: 'rooms' }, name);
  if (name === '') {
    document.body.dataset.empty = '';
    element('room').textContent = 'Choose a namespace';
    element('open-list').click();
    return;
  }
  element('room').textContent = name;
  element('room').title = name;
  document.title = `${name} · Akkord`;
  document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault(); // the fragment may hold a token
    element('tree').focus();
  });

  const { client } = await claimIdentity();
  const namespace = new NamespaceClient({ url: socketUrl(), namespace: name, client, token: tokenOfPage });
  const page = new Page(namespace);
  namespace.connect();
  globalThis.akkord = { namespace, page }; // for the console
  await keepShell('/namespace.html');
}

open();
