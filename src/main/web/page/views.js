// Tabs: on a wide page the keys stand beside the one of the others that is chosen, on a narrow one they are one of them.

const NARROW = '(max-width: 800px)';

export class Views {
  #tabs;
  #panels;
  #narrow = matchMedia(NARROW);
  #view = 'keys';

  /** `tabs` are buttons with `data-view`, `panels` what they show, in the same order; the first are the keys. */
  constructor(tabs, panels) {
    this.#tabs = tabs;
    this.#panels = panels;
    for (const tab of tabs) {
      tab.addEventListener('click', () => this.show(tab.dataset.view));
      tab.addEventListener('keydown', (event) => this.#key(event, tab));
    }
    this.#narrow.addEventListener('change', () => this.#draw());
    this.#draw();
  }

  show(view) {
    this.#view = view;
    this.#draw();
  }

  get #shown() {
    return !this.#narrow.matches && this.#view === 'keys' ? 'edit' : this.#view;
  }

  #draw() {
    this.#tabs[0].hidden = !this.#narrow.matches;
    this.#tabs.forEach((tab, i) => {
      const { view } = tab.dataset;
      const chosen = view === this.#shown;
      tab.setAttribute('aria-selected', chosen);
      tab.tabIndex = chosen ? 0 : -1;
      this.#panels[i].hidden = !chosen && (view !== 'keys' || this.#narrow.matches);
    });
  }

  #key(event, tab) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const seen = this.#tabs.filter(({ hidden }) => !hidden);
    const next = seen[(seen.indexOf(tab) + step + seen.length) % seen.length];
    event.preventDefault();
    this.show(next.dataset.view);
    next.focus();
  }
}
