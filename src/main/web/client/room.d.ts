import type { Draft } from './drafts.js';
import type { Document, Operation } from './ot.js';

/**
 * `connecting`: an attempt is under way · `online`: joined, edits flow · `offline`: no connection, the next attempt comes by
 * itself · `closed`: nothing more happens until `connect()`.
 */
export type State = 'connecting' | 'online' | 'offline' | 'closed';

export interface RoomOptions {
  /** The endpoint, e.g. `wss://example.org/v1/ws`. */
  url: string;
  /** The room's id, without `rooms/`. */
  room: string;
  /** This participant's stable id; see `claimIdentity`. One id must not be in use twice at a time. */
  client: string;
  /** What the room is, or becomes if it does not exist yet; default `text`. With null it may be either, and becomes a text. */
  type?: 'text' | 'rich-text' | null;
  /**
   * Where an earlier page of this client id stopped: its document and unacknowledged edits are there from the start, and what it
   * had sent is sent again unchanged. The constructor throws an Error where this is no draft.
   */
  draft?: Draft | null;
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

/**
 * What a client shows of itself: any JSON up to 4 KiB. A `selection` holds positions in the content; it is moved along with
 * every edit, here and at the others.
 */
export interface PresenceData {
  selection?: { anchor: number; head: number } | null;
  [name: string]: unknown;
}

/** Another client that is here, its `selection` as of this moment (null where it cannot be said yet). */
export interface Peer {
  readonly client: string;
  readonly user?: string;
  readonly data: PresenceData;
}

export interface RoomEvents {
  /**
   * `reason` of `closed`: `closed` by this side · `superseded` by a later session of the same client id · `deleted` ·
   * `forbidden` · the code of a fatal error. `retryIn` of `offline`: ms until the next attempt.
   */
  state: { state: State; reason?: string; retryIn?: number };
  /**
   * The content has changed by other than `submit`; `op` applies to what it was. Applying every local edit and every `op` in
   * order gives exactly `content`. Causes: a `remote` commit (by `client`), a `snapshot`, an own edit that was `refused`.
   */
  change: { op: Operation; cause: 'remote' | 'snapshot' | 'refused'; version: number; client?: string; user?: string };
  /** How many local edits the server has not acknowledged. */
  pending: { count: number };
  /** A submission is about to leave, for the first time or again: the last moment to store `draft` with it. */
  submission: Record<string, never>;
  /** Who is here has changed. Where they are also changes with every edit: read `peers` again after those. */
  presence: { peers: readonly Peer[] };
  /** Somebody's broadcast. */
  broadcast: { client: string; user?: string; data: unknown };
  /** A refusal. `op` is an edit of this client that is lost by it; after a fatal one the state is `closed`. */
  error: { code: string; message: string; fatal: boolean; op?: Operation };
}

/** An operation that cannot be an edit of the present content; nothing has happened. */
export class InvalidOperation extends Error {
  readonly code: 'INVALID_OP';
}

/**
 * One room as a live document. Local edits are in `content` at once and reach the server exactly once, whatever the network
 * does; edits made offline are merged when the connection is back. An instance starts `closed`.
 */
export class RoomClient {
  constructor(options: RoomOptions);

  readonly state: State;
  readonly room: string;
  readonly client: string;
  readonly type: 'text' | 'rich-text';
  /** Undefined until joined. */
  readonly access: 'read' | 'write' | 'admin' | undefined;
  /** The last version of the server's document this client has applied. */
  readonly version: number;
  /** Whether the server's document has been seen. */
  readonly known: boolean;
  /** The document with all local edits. */
  readonly content: Document;
  /** Its text; an embed is one U+FFFC. */
  readonly text: string;
  /** How many local edits the server has not acknowledged. */
  readonly pending: number;
  readonly peers: readonly Peer[];
  /** What a later page needs to go on with the unacknowledged edits, null where there are none. JSON; never changed. */
  readonly draft: Draft | null;

  /** Calls `listener` for every event of that name, in the order of events; returns the function that ends this. */
  on<Name extends keyof RoomEvents>(name: Name, listener: (event: RoomEvents[Name]) => void): () => void;

  /** Connects and stays connected. Also after a close; what was pending then still is. While offline: tries at once. */
  connect(): void;

  /** Applies an edit of the present content and sends it. Throws InvalidOperation, or an Error when closed or read-only. */
  submit(op: Operation): void;

  /** Resolves to true once every edit is acknowledged, to false if the room is closed before. */
  settled(): Promise<boolean>;

  /** Shows others this data, again after every reconnect; null takes it away. */
  setPresence(data: PresenceData | null): void;

  /** Sends JSON up to 16 KiB to all others who are here now; false while not online. */
  broadcast(data: unknown): boolean;

  /** Shows the server a fresh token before the old one expires; false while not connected. */
  refreshToken(token: string): boolean;

  /** Leaves. No socket and no timer remains. Wait for `settled()` before, if edits may be pending. */
  close(): void;
}
