// A stage for plays of namespaces.

import { NamespaceClient } from '/client/namespace-client.js';
import { Stage, rest } from './stage.js';

export class NamespaceStage extends Stage {
  /** A client of the namespace `play`, connecting. */
  async client(options = {}) {
    const namespace = new NamespaceClient({
      url: 'ws://stage/v1/ws', namespace: 'play', client: 'me', WebSocket: this.WebSocket, timers: this.clock.timers,
      network: this.network, random: () => 0.5, ...options,
    });
    for (const name of ['change', 'state', 'error', 'conflict', 'broadcast']) {
      namespace.on(name, (event) => this.events.push([name, event]));
    }
    namespace.connect();
    await rest();
    return namespace;
  }

  /** A client that has joined a namespace with these values. */
  async joined(store = {}, payload = {}, options = {}) {
    const namespace = await this.client(options);
    this.open();
    this.receive(this.joinedMessage({ version: 1, snapshot: { store, mfes: {}, meta: { version: 1 } }, ...payload }));
    this.take();
    return namespace;
  }

  /** The events of one name. */
  of(name) {
    return this.events.filter(([which]) => which === name).map(([, event]) => event);
  }

  joinedMessage(payload) {
    return this.message('JOINED', { kind: 'namespace', type: '', access: 'admin', origin: 'o', head: payload.version, seq: 0, ...payload });
  }

  sync(payload) {
    return this.message('SYNC', { kind: 'namespace', type: '', access: 'admin', origin: 'o', head: payload.version, seq: 0, ...payload });
  }

  patch(after, version, ...commits) {
    return this.message('STATE_PATCH', { commits }, { after, version });
  }

  conflict(version, seq, ...conflicts) {
    return this.message('CONFLICT_DETECTED', { conflicts }, { version, seq });
  }

  message(type, payload, meta) {
    return { type, object: 'namespaces/play', payload, meta };
  }
}

export const commit = (version, changes, client = 'other', seq = version) =>
  ({ version, changes, client, seq, user: client, source: '', timestamp: '2026-01-01T00:00:00.000Z' });

export const put = (key, value) => ({ key, value });
export const gone = (key) => ({ key, deleted: true });
export const set = (key, value, more = {}) => ({ op: 'set', key, value, ...more });
