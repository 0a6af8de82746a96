// Selections `{anchor, head}` that stay with their text.

import { positionBefore, transformPosition } from './ot.js';

const isPosition = (value) => Number.isInteger(value) && value >= 0;

/** The selection in presence data, or null where there is none or it is malformed. */
export const selectionOf = (data) =>
  isPosition(data?.selection?.anchor) && isPosition(data?.selection?.head) ? data.selection : null;

/**
 * The selection after `op`. Text that others type at its edges stays outside; text its owner types (`own`) goes before the
 * cursor.
 */
export function moveSelection({ anchor, head }, op, own) {
  const end = transformPosition(op, Math.max(anchor, head), !own);
  const start = anchor === head ? end : Math.min(end, transformPosition(op, Math.min(anchor, head), false));
  return anchor <= head ? { anchor: start, head: end } : { anchor: end, head: start };
}

/** The selection as it was before `op`. */
export const selectionBefore = ({ anchor, head }, op) =>
  ({ anchor: positionBefore(op, anchor), head: positionBefore(op, head) });
