import type { Document, Operation } from './ot.js';

/** The operation that turns one document into the other: by lines, then by words inside changed lines. */
export function diff(from: Document, to: Document): Operation;
