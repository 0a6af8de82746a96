// The button that copies the link to the room, also where the browser has no clipboard for the page.

import { linkToShare } from './address.js';

const SHOWN = 2500; // ms that the answer stands on the button

/** Copies; resolves to whether it did. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

// What browsers had before the clipboard API; the only way on a page that did not come over https.
function copySelected(text) {
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.className = 'hidden';
  const { activeElement } = document;
  document.body.append(field);
  field.select();
  let copied = false;
  try {
    copied = document.execCommand('copy');
  } catch {
    // then it is shown to be copied by hand
  }
  field.remove();
  activeElement?.focus?.();
  return copied;
}

/** Makes `button` copy the link and say so in `label` and to `announce`; where nothing helps, `notices` show the link.
 * `noun` is what it leads to. */
export function shareButton(button, label, notices, noun, announce) {
  const words = label.textContent;
  let timer;
  button.addEventListener('click', async () => {
    const link = linkToShare();
    const copied = await copy(link);
    if (!copied) {
      notices.show('link', { tone: 'info', words: 'Copy this link by hand:', field: link });
      return;
    }
    announce(`The link to this ${noun} is copied.`);
    label.textContent = 'Copied';
    button.dataset.done = '';
    clearTimeout(timer);
    timer = setTimeout(() => {
      label.textContent = words;
      delete button.dataset.done;
    }, SHOWN);
  });
}
