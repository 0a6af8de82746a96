import type { Document, Operation } from './ot.js';

/** A room's document with the edits that the server has not acknowledged, as JSON. Only what RoomClient gives is one. */
export interface Draft {
  readonly format: 1;
  readonly type: 'text' | 'rich-text';
  readonly origin?: string;
  readonly version: number;
  readonly seq: number;
  readonly confirmed: Document;
  /** The submission sent last: `first` on `base` under `seq` is what left, and what leaves again. */
  readonly inflight: { seq: number; base: number; first: Operation; op: Operation; edits: number } | null;
  /** What was composed meanwhile. */
  readonly buffer: { op: Operation; edits: number } | null;
  readonly edits: number;
}

export interface DraftsOptions {
  /** Default `localStorage`. It must be synchronous: a submission may leave only once it stands there. */
  storage?: Storage;
  /** Begins the names of the entries; default `akkord.draft`. */
  key?: string;
  /** The most characters one draft may take; default 2 Mi. */
  most?: number;
}

/**
 * Drafts in the browser's storage, one per room and client id. A draft belongs to whoever holds the Web Lock on that client id
 * (see `claimIdentity`); nobody else may load it into a RoomClient or remove it.
 */
export class Drafts {
  constructor(options?: DraftsOptions);
  /** What was saved, or null. It may be anything that somebody has written there: RoomClient checks it. */
  load(room: string, client: string): Draft | null;
  /** Whether the draft is stored. If it is not (too large, storage full or forbidden), an older one is gone too. */
  save(room: string, client: string, draft: Draft): boolean;
  remove(room: string, client: string): void;
  /** Whose drafts there are, of all rooms. */
  list(): { room: string; client: string }[];
}
