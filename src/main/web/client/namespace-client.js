// A namespace of the server as a live Map. What the network does in between is hidden here: changes are submitted one list at a time,
// in order, sent again unchanged until they are acknowledged, and conflicts come back to be resolved.
// See namespace-client.d.ts for the shapes.

import { malformedChanges } from './namespace-changes.js';
import { Link, defaults } from './link.js';
import { NamespaceReplica } from './namespace-replica.js';
import { NamespaceSession } from './namespace-session.js';

const STRATEGIES = ['replace', 'merge', 'reject'];

export class InvalidChange extends Error {
  code = 'INVALID_OP';
}

export class NamespaceClient {
  #options;
  #link;
  #replica;
  #session;

  constructor(options) {
    this.#options = { ...defaults(), ...options, patterns: normal(options.patterns) };
    const link = (this.#link = new Link(`namespaces/${options.namespace}`, 'namespace', this.#options));
    this.#replica = new NamespaceReplica(options.client);
    this.#session = new NamespaceSession(this.#options, this.#replica, link.timers, {
      tell: (type, payload, meta) => link.tell(type, payload, meta),
      changed: (event) => link.emit('change', event),
      conflicted: ({ submission, conflicts, version }) => link.emit('conflict', { conflicts, version, ...said(submission) }),
      counted: () => link.counted(),
      failed: (error) => link.emit('error', { ...error, fatal: false }),
      stop: (reason, error) => link.stop(reason, error),
    });
    link.carry(this.#session);
  }

  get state() { return this.#link.state; }
  get namespace() { return this.#options.namespace; }
  get client() { return this.#options.client; }
  get access() { return this.#session.access; }
  get version() { return this.#replica.version; }
  get known() { return this.#replica.known; }
  get store() { return this.#replica.store; }
  get mfes() { return this.#replica.mfes; }
  get meta() { return this.#replica.meta; }
  get patterns() { return this.#session.patterns; }
  get followed() { return this.#replica.patterns; }
  get pending() { return this.#replica.pending; }
  get unacknowledged() { return this.#replica.unacknowledged; }

  on(name, listener) {
    return this.#link.on(name, listener);
  }

  connect() {
    this.#link.connect();
  }

  submit(changes, { strategy, source, base = this.version } = {}) {
    if (strategy !== undefined && !STRATEGIES.includes(strategy)) throw new InvalidChange(`an unknown strategy: ${strategy}`);
    this.#submit({ type: 'STATE_PATCH', changes, strategy, source, seen: base });
  }

  resolve(conflict, changes) {
    this.#submit({ type: 'CONFLICT_RESOLUTION', changes, source: conflict.source, seen: conflict.version });
  }

  follow(patterns) {
    this.#session.follow(normal(patterns));
  }

  settled() {
    return this.#link.settled();
  }

  refreshToken(token) {
    return this.#link.refreshToken(token);
  }

  close() {
    this.#link.close();
  }

  #submit(submission) {
    this.#link.demandWritable(this.access);
    const malformed = malformedChanges(submission.changes);
    if (malformed) throw new InvalidChange(malformed);
    this.#replica.submit(submission);
    this.#session.flush();
    this.#link.counted();
  }
}

const said = ({ changes, strategy, source }) => ({ changes, strategy, source });
const normal = (patterns) => (patterns?.length > 0 ? [...patterns] : undefined);

/**
 * The changes that settle a conflict with what was wanted here: the submission again, with the values it would have come to. Empty
 * where that cannot be: a patch that no longer applies has no value.
 */
export function takeMine({ conflicts, changes }) {
  const local = new Map(conflicts.map((conflict) => [conflict.key, conflict.local]));
  const mine = [];
  for (const change of changes) {
    if (!local.has(change.key) || change.op === 'set' || change.op === 'delete') mine.push(change);
    else if (local.get(change.key) === null && change.op === 'patch') return [];
    else mine.push({ op: 'set', key: change.key, value: local.get(change.key) });
  }
  return mine;
}

/** The changes that remain of a submission where the others' values stay. */
export function takeTheirs({ conflicts, changes }) {
  const theirs = new Set(conflicts.map(({ key }) => key));
  return changes.filter(({ op, key }) => ['set', 'delete', 'merge', 'patch'].includes(op) && !theirs.has(key));
}
