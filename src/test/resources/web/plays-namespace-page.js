// Plays of the parts of the namespace page: its words, the tree, the form.

import { KeyForm } from '/page/key-form.js';
import { KeyTree, partsOf } from '/page/key-tree.js';
import { faultInKey, kindOf, readJson, readTtl, shortOf } from '/page/json-words.js';
import { describeKeys, detailsOf, patternsOf, refusal, sizeOf, whoOf } from '/page/namespace-words.js';
import { nameOf } from '/page/names.js';
import { TreeView } from '/page/tree-view.js';
import { holds, same } from './stage.js';

const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
const seen = (tree) => tree.rows().map(({ level, name, group, open, count }) => `${' '.repeat(level - 1)}${name}${group ? ` ${open ? '-' : '+'}${count}` : ''}`);

const FORM = `<form><fieldset>
  <input id="key"><p id="key-problem"></p>
  <input type="radio" name="operation" value="set" checked><input type="radio" name="operation" value="merge">
  <input type="radio" name="operation" value="patch"><input type="radio" name="operation" value="delete">
  <div id="value-part"><span id="value-label"></span><textarea id="value"></textarea><p id="value-problem"></p><p id="value-hint"></p></div>
  <p id="stale"><span id="stale-words"></span><button type="button" id="reload"></button></p>
  <div id="ttl-part"><input id="ttl"><p id="ttl-problem"></p></div>
  <select id="strategy"><option>reject</option><option>replace</option></select><button id="save">Save</button>
</fieldset></form>`;

/** A form over a store, with what it submits. */
function formOver(store) {
  const box = document.createElement('div');
  box.innerHTML = FORM;
  document.body.append(box);
  const one = (id) => box.querySelector(`#${id}`);
  const namespace = { store: new Map(store), version: 1, submitted: [], submit(changes, options) { this.submitted.push({ changes, ...options }); } };
  const parts = {
    form: box.querySelector('form'), fields: box.querySelector('fieldset'), operations: [...box.querySelectorAll('[name=operation]')], source: 'page',
    key: one('key'), keyProblem: one('key-problem'), value: one('value'), valueLabel: one('value-label'), valuePart: one('value-part'),
    valueHint: one('value-hint'), valueProblem: one('value-problem'), ttl: one('ttl'), ttlPart: one('ttl-part'), ttlProblem: one('ttl-problem'),
    strategy: one('strategy'), submit: one('save'), stale: one('stale'), staleWords: one('stale-words'), reload: one('reload'),
  };
  const form = new KeyForm(namespace, parts, () => {});
  const type = (field, text) => {
    parts[field].value = text;
    parts[field].dispatchEvent(new Event('input'));
  };
  const operation = (value) => parts.operations.find((choice) => choice.value === value).click();
  const become = (key, value) => {
    namespace.version += 1;
    if (value === undefined) namespace.store.delete(key);
    else namespace.store.set(key, value);
    form.refresh();
  };
  return { form, namespace, parts, type, operation, become, end: () => box.remove() };
}

export const plays = {
  async 'keys are cut behind colons and slashes'() {
    same(partsOf('cart:items/1'), ['cart:', 'items/', '1']);
    same([partsOf('a'), partsOf('a:'), partsOf('::'), partsOf('/x'), partsOf('__proto__')], [['a'], ['a:'], [':', ':'], ['/', 'x'], ['__proto__']]);
  },

  async 'the tree shows groups before keys, and few keys opened'() {
    const tree = new KeyTree();
    tree.reset(['user', 'cart:items/2', 'cart:items/1', 'cart:sum', '__proto__', 'constructor:x', 'cart']);
    same(seen(tree), ['cart: -3', ' items/ -2', '  1', '  2', ' sum', 'constructor: -1', ' x', '__proto__', 'cart', 'user']);
    tree.toggle('cart:');
    tree.add('zoo');
    tree.remove('user');
    tree.remove('nothing');
    same(seen(tree), ['cart: +3', 'constructor: -1', ' x', '__proto__', 'cart', 'zoo']);
    tree.reveal('cart:items/1');
    same(tree.rows().filter(({ group }) => !group).map(({ path }) => path), ['cart:items/1', 'cart:items/2', 'cart:sum', 'constructor:x', '__proto__', 'cart', 'zoo']);
    same([tree.rows()[1].position, tree.rows()[1].of], [1, 2]);
    tree.reset(['one:way/only:x', 'one:way/only:y', 'two:z']);
    same(seen(tree), ['one:way/only: -2', ' x', ' y', 'two: -1', ' z'], 'what leads straight on is one row');
    tree.reset(Array.from({ length: 100 }, (_, i) => `many:${i}`));
    same(seen(tree), ['many: +100']);
  },

  async 'ten thousand keys are a few rows of the document, and all of them are reached by keyboard'() {
    const box = document.createElement('div');
    box.style.cssText = 'height: 320px; overflow-y: auto; position: relative';
    box.tabIndex = 0;
    document.body.append(box);
    const tree = new KeyTree();
    tree.reset(Array.from({ length: 10000 }, (_, i) => `g${i % 10}:${String(i).padStart(5, '0')}`));
    const chosen = [];
    const view = new TreeView(tree, box, (key) => ({ value: key.length }), (key) => chosen.push(key));
    view.draw();
    await frame();
    const press = async (key) => {
      box.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
      await frame();
    };
    const active = () => box.querySelector('[data-active] .tree-name')?.textContent;
    same(box.querySelectorAll('[role=treeitem]').length, 10);
    await press('End');
    same(active(), 'g9:');
    await press('ArrowRight');
    await press('End');
    same(active(), '09999');
    holds(box.querySelectorAll('[role=treeitem]').length < 60, 'only what is in sight');
    same(box.getAttribute('aria-activedescendant'), box.querySelector('[data-active]').id);
    await press('Enter');
    same(chosen, ['g9:09999']);
    await press('ArrowLeft');
    same(active(), 'g9:', 'to what it stands in');
    await press('ArrowLeft');
    same(box.querySelectorAll('[role=treeitem]').length, 10, 'closed again');
    for (const key of ['ArrowRight', 'End', 'Enter', 'ArrowLeft', 'ArrowLeft']) box.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
    await frame();
    same([chosen.length, active()], [2, 'g9:'], 'keys that come faster than frames');
    view.show('g4:00004');
    await frame();
    same([active(), box.querySelector('[aria-selected=true]').title], ['00004', 'g4:00004']);
    box.remove();
  },

  async 'what is wrong with a value is said in words'() {
    for (const [text, value] of [['1', 1], [' "a" ', 'a'], ['null', null], ['{"a":[true]}', { a: [true] }]]) same(readJson(text), { value });
    same(readJson('hello world').fault, 'A text stands in double quotes: "hello world"');
    holds(readJson('').fault.startsWith('Write a value'), 'nothing');
    holds(readJson('{ count: 7 }').fault.endsWith('names stand in double quotes, as in {"count": …}.'), readJson('{ count: 7 }').fault);
    holds(readJson("'a'").fault.includes('double quotes'), 'single quotes');
    holds(readJson('{"a": 1,}').fault.includes('a comma too many'), readJson('{"a": 1,}').fault);
    holds(/missing at the end|character/.test(readJson('[1, 2').fault), readJson('[1, 2').fault);
    holds(readJson('{\n"a": 1\n"b": 2}').fault.includes('line 3'), readJson('{\n"a": 1\n"b": 2}').fault);
    holds(readJson('1e999').fault.includes('larger'), 'a number beyond all numbers');
    holds(readJson('['.repeat(70) + ']'.repeat(70)).fault.includes('64 deep'), 'too deep');
    same(readJson('['.repeat(64) + ']'.repeat(64)).fault, undefined);
    same(JSON.stringify(readJson('{"__proto__": {"x": 1}}').value), '{"__proto__":{"x":1}}');
    same([faultInKey('cart:1'), faultInKey(''), faultInKey('a\tb')], ['', 'Give the key a name.', 'A key holds no line breaks, tabs or other control characters.']);
    holds(faultInKey('x'.repeat(300)).includes('300'), 'too long');
    same([readTtl(''), readTtl(' 60 '), 'fault' in readTtl('0'), 'fault' in readTtl('1.5'), 'fault' in readTtl('9999999999')], [{}, { ttl: 60 }, true, true, true]);
    same([shortOf(undefined), shortOf('x'.repeat(200)).length, shortOf({ a: 1 })], ['nothing', 120, '{"a":1}']);
    same([null, [], {}, '1', 1, true].map(kindOf), ['null', 'list', 'object', 'string', 'number', 'boolean']);
  },

  async 'who, what and how much is said in words'() {
    same([whoOf({ client: 'me' }, 'me'), whoOf({ client: 'c', user: 'ann' }, 'me'), whoOf({ client: 'c', user: 'anonymous' }, 'me')], ['You', 'ann', nameOf('c')]);
    same([whoOf({ client: '_http', user: 'ann' }), whoOf({ client: '_alarm' })], ['a service, over HTTP', 'the server, when its time had come']);
    same([describeKeys(0), describeKeys(1), describeKeys(12345), describeKeys(1, ['a*']), describeKeys(0, ['a*'])],
      ['There are no keys yet.', '1 key', '12,345 keys', '1 key matches “a*”', 'No key matches “a*”.']);
    same([patternsOf(' '), patternsOf('cart:'), patternsOf('*:sum')], [undefined, ['cart:*'], ['*:sum']]);
    same([sizeOf(1), sizeOf(999), sizeOf(1234), sizeOf(5600000)], ['1 byte', '999 bytes', '1.2 kB', '5.6 MB']);
    const now = Date.parse('2026-11-21T12:00:00Z');
    same(detailsOf({ version: 3, size: 0, updatedAt: '2026-11-21T11:00:00Z' }, true, now), 'open now · empty · 3 changes · 1 hour ago');
    same(detailsOf({ updatedAt: 'never' }, false, now), '');
    same(refusal({ code: 'INVALID_OP', message: 'It has no /a.' }), 'The server did not accept your change: It has no /a.');
    same(refusal({ code: '__proto__', message: 'because' }), 'The server refused something: because');
  },

  async 'the form shows the value as it is until somebody types, and then what it becomes meanwhile'() {
    const { form, namespace, parts, type, become, end } = formOver([['a', { n: 1 }], ['b', 2]]);
    form.load('a');
    same(JSON.parse(parts.value.value), { n: 1 });
    become('a', { n: 2 });
    same([JSON.parse(parts.value.value), parts.stale.hidden], [{ n: 2 }, true]);
    type('value', '{"n": 7}');
    become('b', 3);
    same(parts.stale.hidden, true, 'another key');
    become('a', { n: 3 });
    same([JSON.parse(parts.value.value), parts.stale.hidden, parts.staleWords.textContent], [{ n: 7 }, false, 'Meanwhile it has become {"n":3}']);
    parts.form.requestSubmit();
    same(namespace.submitted, [{ changes: [{ op: 'set', key: 'a', value: { n: 7 } }], strategy: 'reject', source: 'page', base: 2 }]);
    parts.reload.click();
    same([JSON.parse(parts.value.value), parts.stale.hidden], [{ n: 3 }, true]);
    end();
  },

  async 'the form submits each operation, and says what is wrong before it does'() {
    const { form, namespace, parts, type, operation, end } = formOver([['a', []]]);
    parts.form.requestSubmit();
    same([namespace.submitted.length, parts.keyProblem.textContent, parts.key.getAttribute('aria-invalid')], [0, 'Give the key a name.', 'true']);
    type('key', '__proto__');
    type('value', '1');
    type('ttl', '60');
    parts.form.requestSubmit();
    form.load('a');
    operation('merge');
    type('value', '{"x": null}');
    parts.form.requestSubmit();
    operation('patch');
    type('value', '{}');
    parts.form.requestSubmit();
    holds(parts.valueProblem.textContent.includes('list'), 'a patch that is none');
    type('value', '[{"op": "add", "path": "/-", "value": 1}]');
    parts.form.requestSubmit();
    operation('delete');
    same(parts.valuePart.hidden, true);
    parts.form.requestSubmit();
    same(namespace.submitted.map(({ changes }) => changes[0]), [
      { op: 'set', key: '__proto__', value: 1, ttl: 60 },
      { op: 'merge', key: 'a', value: { x: null } },
      { op: 'patch', key: 'a', patch: [{ op: 'add', path: '/-', value: 1 }] },
      { op: 'delete', key: 'a' },
    ]);
    end();
  },
};
