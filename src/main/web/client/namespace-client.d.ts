import type { State } from './room.js';

/** Any JSON. Values that a client gives or is given must not be changed afterwards. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export type Strategy = 'replace' | 'merge' | 'reject';

/** What can be submitted; see section 4 of the protocol. */
export type Change =
  | { op: 'set'; key: string; value: Json; ttl?: number }
  | { op: 'delete'; key: string }
  | { op: 'merge'; key: string; value: Json }
  | { op: 'patch'; key: string; patch: readonly Json[] }
  | { op: 'clear' }
  | { op: 'restore'; snapshot: { readonly [key: string]: Json }; mode?: 'replace' | 'merge' }
  | { op: 'register'; mfe: { id: string; framework?: string; version?: string; metadata?: Json }; ephemeral?: boolean }
  | { op: 'unregister'; mfe: string };

/** What a commit did: to a key, or to an MFE of the registry. `previousValue` is missing where there was none. */
export type Effect = ({ key: string; mfe?: undefined } | { mfe: string; key?: undefined }) & {
  value?: Json;
  deleted?: true;
  /** The value is not kept by the server, and not known any more. */
  transient?: true;
  previousValue?: Json;
};

export interface Mfe {
  readonly id: string;
  readonly framework?: string;
  readonly version?: string;
  readonly metadata?: Json;
  readonly registeredAt: string;
}

/** A submission that was not committed: somebody else has changed the same keys since its base. */
export interface Conflict {
  /**
   * `local` is what the submission would have made of the key, `remote` what is there; null also where there is nothing. `unseen`: what
   * is there is not known, because the key is not followed.
   */
  readonly conflicts: readonly { key: string; local: Json; remote: Json; unseen?: true; entityType?: string; id?: string }[];
  /** The version of the `remote` values. */
  readonly version: number;
  readonly changes: readonly Change[];
  readonly strategy?: Strategy;
  readonly source?: string;
}

export interface NamespaceOptions {
  /** The endpoint, e.g. `wss://example.org/v1/ws`. */
  url: string;
  /** The namespace's id, without `namespaces/`. */
  namespace: string;
  /** This participant's stable id; see `claimIdentity`. One id must not be in use twice at a time. */
  client: string;
  /** Which keys to follow; `*` stands for any run of characters. Default: all of them. The registry is followed whatever the keys. */
  patterns?: readonly string[];
  /** A bearer token, or what gets one before every attempt to connect. */
  token?: string | (() => string | Promise<string>);
  /** Silence after which the server is asked for a sign of life, and how long it has for it, in ms. Default 15 s and 10 s. */
  heartbeat?: { interval: number; timeout: number };
  /** Delays between attempts in ms: doubling from `min` (500) to `max` (20000), with jitter. */
  backoff?: { min?: number; max?: number };
  /** Default: the browser's own. */
  WebSocket?: new (url: string, protocols: string[]) => WebSocket;
  /** Fires `online` and `offline`; default `window`. */
  network?: EventTarget | null;
  /** Default: the browser's own. */
  timers?: { set(run: () => void, delay: number): unknown; clear(handle: unknown): void };
  /** Numbers in [0, 1); default `Math.random`. */
  random?: () => number;
}

export interface NamespaceEvents {
  /** As of a room. */
  state: { state: State; reason?: string; retryIn?: number };
  /**
   * The store or the registry has changed: by a `snapshot` as a whole, by an `own` submission that is committed now, or by a `remote`
   * commit. `changes` are cut to what is followed, perhaps to nothing.
   */
  change:
    | { cause: 'snapshot'; version: number }
    | {
        cause: 'own' | 'remote';
        version: number;
        changes: readonly Effect[];
        client: string;
        user?: string;
        source: string;
        timestamp: string;
      };
  /** A submission came to nothing; `resolve` settles it, or nothing does. */
  conflict: Conflict;
  /** How many submissions the server has not acknowledged. */
  pending: { count: number };
  /** Somebody's broadcast. */
  broadcast: { client: string; user?: string; data: unknown };
  /** A refusal. `changes` are those of a submission that is lost by it; after a fatal one the state is `closed`. */
  error: { code: string; message: string; fatal: boolean; changes?: readonly Change[] };
}

/** A list of changes that no namespace takes; nothing has happened. */
export class InvalidChange extends Error {
  readonly code: 'INVALID_OP';
}

/**
 * One namespace as a live Map. Submissions reach the server exactly once and in order, whatever the network does; `store` shows what is
 * committed, `unacknowledged` what waits. An instance starts `closed`.
 */
export class NamespaceClient {
  constructor(options: NamespaceOptions);

  readonly state: State;
  readonly namespace: string;
  readonly client: string;
  /** Undefined until joined. */
  readonly access: 'read' | 'write' | 'admin' | undefined;
  /** The last version of which everything that is followed is here. */
  readonly version: number;
  /** Whether the server's state has been seen. */
  readonly known: boolean;
  /** Committed values by key. Only to be read. */
  readonly store: ReadonlyMap<string, Json>;
  /** The registry by id. Only to be read. */
  readonly mfes: ReadonlyMap<string, Mfe>;
  /** What the server said of the whole with the last snapshot; `lastUpdate` and `source` as of the last commit seen. */
  readonly meta: Readonly<Record<string, Json>>;
  /** The patterns that are followed, or will be with the next answer; undefined for everything. */
  readonly patterns: readonly string[] | undefined;
  /** Those that `store` is cut to. */
  readonly followed: readonly string[] | undefined;
  /** How many submissions the server has not acknowledged. */
  readonly pending: number;
  /** Their changes, in order. */
  readonly unacknowledged: readonly Change[];

  /** Calls `listener` for every event of that name, in the order of events; returns the function that ends this. */
  on<Name extends keyof NamespaceEvents>(name: Name, listener: (event: NamespaceEvents[Name]) => void): () => void;

  /** Connects and stays connected. Also after a close; what was pending then still is. While offline: tries at once. */
  connect(): void;

  /**
   * Submits changes, all or none of which are committed. `base` is the version that their author has seen, default the present one:
   * with `merge` and `reject` it decides what a conflict is. Throws InvalidChange, or an Error when closed or read-only.
   */
  submit(changes: readonly Change[], options?: { strategy?: Strategy; source?: string; base?: number }): void;

  /** Submits what settles a conflict; see `takeMine` and `takeTheirs`. Comes back as a conflict if others went on. */
  resolve(conflict: Conflict, changes: readonly Change[]): void;

  /** Follows other keys from the next answer on, which brings them as a snapshot; nothing, all of them. */
  follow(patterns?: readonly string[]): void;

  /** Resolves to true once every submission is acknowledged, to false if the namespace is closed before. */
  settled(): Promise<boolean>;

  /** Shows the server a fresh token before the old one expires; false while not connected. */
  refreshToken(token: string): boolean;

  /** Leaves. No socket and no timer remains. Wait for `settled()` before, if submissions may be pending. */
  close(): void;
}

/** What settles a conflict with the values wanted here; empty where a patch that no longer applies leaves none. */
export function takeMine(conflict: Conflict): Change[];

/** What is left of the submission where the others' values stay; perhaps nothing, which is not to be submitted. */
export function takeTheirs(conflict: Conflict): Change[];
