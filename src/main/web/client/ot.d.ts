/** Attributes of a stretch of rich text; `null` removes one. */
export type Attributes = { readonly [name: string]: unknown };

/** One step of an operation. Lengths are UTF-16 code units; an embed `{type: value}` has length 1. */
export type Component =
  | { readonly retain: number; readonly attributes?: Attributes }
  | { readonly insert: string | { readonly [type: string]: unknown }; readonly attributes?: Attributes }
  | { readonly delete: number };

/** A change of a document. Never modified by any function here. */
export type Operation = readonly Component[];

/** A whole document: an operation of inserts only. */
export type Document = Operation;

export const INSERT: 0;
export const RETAIN: 1;
export const DELETE: 2;

export function kindOf(component: Component): 0 | 1 | 2;
export function lengthOf(component: Component): number;
export function totalLength(op: Operation): number;

/** The canonical spelling: no empty component, equal neighbours merged, insert before delete, no trailing plain retain. */
export function canonicalise(op: Operation): Operation;

/** The document after `op`. Throws a RangeError where `op` reaches past the end. */
export function apply(document: Document, op: Operation): Document;

/** A plain text after a plain-text operation. Throws a RangeError where `op` reaches past the end. */
export function applyToText(text: string, op: Operation): string;

/** One operation that does what `a` and then `b` do. */
export function compose(a: Operation, b: Operation): Operation;

/** `b` rewritten to apply after the concurrent `a`; with priority `a` stands first at one place, and its attributes win. */
export function transform(a: Operation, b: Operation, priority: boolean): Operation;

/** The operation that takes back `op`, which was applied to `document`. */
export function invert(op: Operation, document: Document): Operation;

/** Where a position of the old document stands in the new one; with priority it stays before text inserted at it. */
export function transformPosition(op: Operation, position: number, priority: boolean): number;

/** Where a position of the new document stood in the old one; inside inserted text: where that text was inserted. */
export function positionBefore(op: Operation, position: number): number;

/** The text of a document; each embed becomes one `embed` character (default U+FFFC), so that positions agree. */
export function textOf(document: Document, embed?: string): string;

/** Appends a component, keeping `out` canonical except for a trailing retain. */
export function push(out: Component[], component: Component): void;

/** Drops a trailing plain retain. */
export function chop(out: Component[]): Component[];

/** Walks an operation in pieces; behind its end stands one endless retain. */
export class Reader {
  constructor(op: Operation);
  readonly more: boolean;
  readonly kind: 0 | 1 | 2;
  readonly left: number;
  take(length: number): Component;
}
