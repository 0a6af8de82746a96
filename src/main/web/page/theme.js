// Light, dark, or as the system has it: a button that goes through the three and is remembered. Loaded before the page is drawn,
// and without imports, so that nobody sees the wrong one first.

const KEY = 'akkord.theme';
const NAMES = ['auto', 'light', 'dark'];
const LABELS = { auto: 'Colours: as your system', light: 'Colours: light', dark: 'Colours: dark' };
const root = document.documentElement;

const known = (name) => (NAMES.includes(name) ? name : 'auto');

function remembered() {
  try {
    return known(localStorage.getItem(KEY));
  } catch {
    return 'auto';
  }
}

function use(name) {
  root.dataset.theme = name;
}

use(remembered());
addEventListener('storage', ({ key, newValue }) => {
  if (key === KEY) use(known(newValue));
});

/** Makes `button` switch between the themes. */
export function themeButton(button) {
  const show = () => {
    button.title = LABELS[root.dataset.theme];
    button.setAttribute('aria-label', `${LABELS[root.dataset.theme]}. Change`);
  };
  button.addEventListener('click', () => {
    use(NAMES[(NAMES.indexOf(root.dataset.theme) + 1) % NAMES.length]);
    show();
    try {
      localStorage.setItem(KEY, root.dataset.theme);
    } catch {
      // it lasts as long as the page then
    }
  });
  new MutationObserver(show).observe(root, { attributeFilter: ['data-theme'] });
  show();
}
