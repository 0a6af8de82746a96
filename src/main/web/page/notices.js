// Messages above the text that stay until they are no longer true or somebody closes them.

/** Shows messages in `region`, one per key. */
export class Notices {
  #region;
  #shown = new Map();

  constructor(region) {
    this.#region = region;
  }

  /**
   * Shows or replaces the message of this key. `tone`: `bad`, `warn` or `info`; `actions` `{label, run}` are buttons,
   * `link` `{label, href}` a link, `field` a text to copy. With `stays` it cannot be closed by hand.
   */
  show(key, { tone, words, actions = [], link, field, stays = false }) {
    const box = document.createElement('div');
    box.className = 'notice';
    box.dataset.tone = tone;
    box.setAttribute('role', tone === 'info' ? 'status' : 'alert');
    const sentence = document.createElement('p');
    sentence.textContent = words;
    box.append(sentence);
    if (field) box.append(fieldOf(field));
    if (link) box.append(Object.assign(document.createElement('a'), { textContent: link.label, href: link.href }));
    box.append(...actions.map(({ label, run }) => buttonOf(label, run)));
    if (!stays) box.append(buttonOf('Close', () => this.clear(key)));
    this.#shown.get(key)?.remove();
    this.#shown.set(key, box);
    this.#region.append(box);
    box.querySelector('input')?.select();
  }

  clear(key) {
    this.#shown.get(key)?.remove();
    this.#shown.delete(key);
  }
}

function buttonOf(label, run) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.addEventListener('click', run);
  return button;
}

function fieldOf(text) {
  const field = document.createElement('input');
  field.readOnly = true;
  field.value = text;
  field.setAttribute('aria-label', 'Text to copy');
  field.addEventListener('focus', () => field.select());
  return field;
}
