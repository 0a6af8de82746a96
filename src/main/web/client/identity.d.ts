/** A client id that no other tab of this browser uses as long as `release` has not been called and the page lives. */
export interface Identity {
  readonly client: string;
  /** Whether a Web Lock guards it. If not, no later page will ever have this id again. */
  readonly guarded: boolean;
  release(): void;
}

export interface IdentityOptions {
  /** Keeps the id over reloads of the tab; default `sessionStorage`. */
  storage?: Pick<Storage, 'getItem' | 'setItem'>;
  /** Default `navigator.locks`. Without it (an insecure context) every page gets a new id. */
  locks?: LockManager;
  /** Name of the stored entry; default `akkord.client`. */
  key?: string;
  /** Ids that have left something behind, such as drafts. Unless the stored id is one of them, one that no page holds is taken. */
  heirs?: readonly string[];
}

/** The stored id if no other tab holds it, else a new one. A duplicated tab therefore gets its own. */
export function claimIdentity(options?: IdentityOptions): Promise<Identity>;

/** A fresh random client id. */
export function freshClientId(): string;
