// A replica with edits that the server has not acknowledged, as JSON, and a replica out of such JSON. Whoever restores it goes
// on where the draft was taken: the submission that was in flight is sent again unchanged, under the same number.

import { apply, kindOf, INSERT } from './ot.js';
import { malformedIn, misfitIn } from './validate.js';

const FORMAT = 1;
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const TYPES = ['text', 'rich-text'];

/** The draft of a replica, or null where nothing waits in it. */
export function draftOf({ known, origin, version, seq, confirmed, inflight, buffer, pending }, type) {
  if (!known || (!inflight && !buffer)) return null;
  const parts = { inflight: inflight && { ...inflight }, buffer: buffer && { ...buffer } };
  return { format: FORMAT, type, origin, version, seq, confirmed, ...parts, edits: pending };
}

/** Puts a fresh replica where `draft` was taken. Throws an Error where that is no draft of this format. */
export function restore(replica, draft) {
  const fault = faultOf(draft);
  if (fault) throw new Error(`not a draft: ${fault}`);
  const { origin, version, seq, confirmed, inflight, buffer } = draft;
  let content = confirmed;
  for (const part of [inflight, buffer]) {
    if (!part) continue;
    const misfit = misfitIn(part.op, content);
    if (misfit) throw new Error(`not a draft: ${misfit}`);
    content = apply(content, part.op);
  }
  Object.assign(replica, {
    known: true, origin, version, seq, confirmed, content,
    inflight: inflight && { seq: inflight.seq, base: inflight.base, first: inflight.first, op: inflight.op, edits: inflight.edits },
    buffer: buffer && { op: buffer.op, edits: buffer.edits },
  });
}

function faultOf(draft) {
  if (draft?.format !== FORMAT || !TYPES.includes(draft.type)) return 'another format';
  const { type, origin, version, seq, confirmed, inflight, buffer } = draft;
  if (!isCount(version) || !isCount(seq) || (origin !== undefined && typeof origin !== 'string')) return 'its numbers';
  if (malformedIn(confirmed, type) || confirmed.some((c) => kindOf(c) !== INSERT)) return 'its document';
  for (const part of [inflight, buffer]) {
    if (part && (malformedIn(part.op, type) || !isCount(part.edits))) return 'its edits';
  }
  if (inflight && (malformedIn(inflight.first, type) || inflight.seq !== seq + 1 || !isCount(inflight.base))) return 'its submission';
  return inflight || buffer ? null : 'nothing waits';
}
