import type { Drafts } from './drafts.js';
import type { RoomClient } from './room.js';

/**
 * Keeps the draft of a room up to date: written soon after an edit that stays unacknowledged, at once when the page is hidden or
 * left, and removed when everything is acknowledged. A submission that is not in the stored draft never leaves before it is
 * written there, so a page that restores a draft, however old, cannot send an edit a second time under another number.
 */
export class DraftKeeper {
  constructor(
    room: RoomClient,
    drafts: Drafts,
    options?: { page?: Window; timers?: { set(run: () => void, delay: number): unknown; clear(handle: unknown): void } },
  );
  /** Whether this moment's unacknowledged edits would survive the page, at least as of the last write. */
  readonly kept: boolean;
  /** Whether the last write was refused. */
  readonly fails: boolean;
  on(name: 'failing', listener: (event: { fails: boolean }) => void): () => void;
  /** Writes now. */
  save(): void;
  /** Keeps nothing more; what is stored stays. */
  stop(): void;
}
