// The form in which a key is set, merged into, patched or deleted. It shows the value of its key as long as nobody has typed; what is
// typed is based on the version that was shown then.

import { equal } from '../client/attributes.js';
import { faultInKey, prettyOf, readJson, readTtl, shortOf } from './json-words.js';

const OPERATIONS = {
  set: { label: 'Value', save: 'Save', hint: '' },
  merge: { label: 'What to merge', save: 'Merge', hint: 'An object: its members are set, those that are null are removed (JSON Merge Patch).' },
  patch: { label: 'Patch', save: 'Patch', hint: 'A list such as [{"op": "add", "path": "/items/-", "value": 1}] (JSON Patch).' },
  delete: { label: '', save: 'Delete', hint: '' },
};

export class KeyForm {
  #namespace;
  #parts;
  #submitted;
  #key = ''; // what the form was loaded with
  #base = 0;
  #dirty = false;
  #seen = undefined; // the value that was shown when somebody began to type

  /** `parts`: the form's elements; `submitted(key)` is called after a change has been handed over. */
  constructor(namespace, parts, submitted) {
    this.#namespace = namespace;
    this.#parts = parts;
    this.#submitted = submitted;
    parts.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    for (const choice of parts.operations) choice.addEventListener('change', () => this.#operationChosen());
    parts.key.addEventListener('input', () => this.#keyTyped());
    parts.value.addEventListener('input', () => this.#typed());
    parts.ttl.addEventListener('input', () => this.#say(parts.ttlProblem, parts.ttl, ''));
    parts.value.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#submit();
    });
    parts.reload.addEventListener('click', () => this.load(this.#key));
    this.load('');
  }

  get key() {
    return this.#key;
  }

  /** Shows a key as it is; '' for a new one. */
  load(key) {
    this.#key = key;
    this.#parts.key.value = key;
    this.#parts.ttl.value = '';
    this.#choose('set');
    this.#fresh();
    for (const [place, field] of this.#places()) this.#say(place, field, '');
  }

  /** A conflict about a key is settled: it is shown as it is, unless somebody types already. */
  settled(key) {
    if (key === this.#key && !this.#dirty) this.load(key);
  }

  /** The store has changed, perhaps under this form. */
  refresh() {
    const value = this.#namespace.store.get(this.#key);
    if (!this.#dirty) {
      if (!equal(value, this.#seen)) this.#fresh();
      else this.#base = this.#namespace.version;
    }
    this.#showStale();
  }

  /** Whether anything can be submitted. */
  allow(writing) {
    this.#parts.fields.disabled = !writing;
  }

  focus() {
    (this.#key === '' ? this.#parts.key : this.#parts.value).focus();
  }

  get #operation() {
    return this.#parts.operations.find(({ checked }) => checked).value;
  }

  #fresh() {
    const { store, version } = this.#namespace;
    this.#dirty = false;
    this.#base = version;
    this.#seen = store.get(this.#key);
    this.#parts.value.value = this.#operation === 'set' ? prettyOf(this.#seen) : '';
    this.#showStale();
  }

  #choose(operation) {
    for (const choice of this.#parts.operations) choice.checked = choice.value === operation;
    this.#dress();
  }

  #operationChosen() {
    this.#dress();
    this.#say(this.#parts.valueProblem, this.#parts.value, '');
    this.#fresh();
  }

  #dress() {
    const { label, save, hint } = OPERATIONS[this.#operation];
    const { valueLabel, valuePart, ttlPart, valueHint, submit } = this.#parts;
    valueLabel.textContent = label;
    valuePart.hidden = label === '';
    ttlPart.hidden = this.#operation !== 'set';
    valueHint.textContent = hint;
    submit.textContent = save;
  }

  #keyTyped() {
    this.#key = this.#parts.key.value;
    this.#base = this.#namespace.version;
    this.#say(this.#parts.keyProblem, this.#parts.key, '');
    const typed = this.#parts.value.value.trim() !== '' && this.#dirty;
    if (typed) {
      this.#seen = this.#namespace.store.get(this.#key);
      this.#showStale();
    } else {
      this.#fresh();
    }
  }

  #typed() {
    this.#dirty = true;
    this.#say(this.#parts.valueProblem, this.#parts.value, '');
    this.#showStale();
  }

  // While somebody types, the value beneath may become another one: that is said, and can be taken over.
  #showStale() {
    const value = this.#namespace.store.get(this.#key);
    const stale = this.#dirty && this.#operation === 'set' && !equal(value, this.#seen);
    this.#parts.stale.hidden = !stale;
    if (stale) {
      this.#parts.staleWords.textContent = value === undefined ? 'This key has been deleted meanwhile.' : `Meanwhile it has become ${shortOf(value)}`;
    }
  }

  #places() {
    const { keyProblem, key, valueProblem, value, ttlProblem, ttl } = this.#parts;
    return [[keyProblem, key], [valueProblem, value], [ttlProblem, ttl]];
  }

  #say(place, field, fault) {
    place.textContent = fault;
    if (fault) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
  }

  #submit() {
    const change = this.#read();
    if (!change) return;
    const strategy = this.#parts.strategy.value;
    this.#namespace.submit([change], { strategy, source: this.#parts.source, base: Math.min(this.#base, this.#namespace.version) });
    this.#dirty = false;
    this.#base = this.#namespace.version;
    this.#seen = this.#namespace.store.get(this.#key);
    this.#parts.ttl.value = '';
    if (change.op !== 'set') this.load(this.#key);
    this.#showStale();
    this.#submitted(change.key);
  }

  /** The change that was typed, or undefined where something is wrong with it, which is said beside it. */
  #read() {
    const { key, value, ttl } = this.#parts;
    const op = this.#operation;
    const json = op === 'delete' ? {} : readJson(value.value);
    const faults = [faultInKey(key.value), json.fault ?? faultFor(op, json.value), op === 'set' ? (readTtl(ttl.value).fault ?? '') : ''];
    this.#places().forEach(([place, field], i) => this.#say(place, field, faults[i]));
    const wrong = faults.findIndex((fault) => fault !== '');
    if (wrong >= 0) {
      this.#places()[wrong][1].focus();
      return undefined;
    }
    if (op === 'delete') return { op, key: key.value };
    if (op === 'patch') return { op, key: key.value, patch: json.value };
    return { op, key: key.value, value: json.value, ...(op === 'set' && readTtl(ttl.value)) };
  }
}

function faultFor(op, value) {
  if (op === 'patch' && !Array.isArray(value)) return 'A patch is a list, in square brackets.';
  return '';
}
