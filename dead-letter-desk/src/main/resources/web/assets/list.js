/** The list of letters: its rows, which of them are selected, and moving through them by keyboard. */

import { byId, copyOf, fill, reconcile } from './dom.js';
import { addressOf } from './view.js';
import { ago, reasonName, statusName, times } from './words.js';

export class LetterList {
  #rows = byId('rows');
  #all = byId('select-all');
  #items = [];
  #selected = new Set();
  #current;
  #selectionChanged;

  constructor(selectionChanged) {
    this.#selectionChanged = selectionChanged;
    this.#rows.addEventListener('change', ({ target }) => this.#select([this.#itemAt(target)], target.checked));
    this.#rows.addEventListener('focusin', ({ target }) => (this.#current = this.#itemAt(target)?.id));
    this.#all.addEventListener('change', () => this.#select(this.#items, this.#all.checked));
  }

  get items() {
    return this.#items;
  }

  get selected() {
    return this.#items.filter(({ id }) => this.#selected.has(id));
  }

  /** The letter that was last in focus. */
  get current() {
    return this.#items.find(({ id }) => id === this.#current);
  }

  show(items, view) {
    const hadFocus = this.#rows.contains(document.activeElement);
    const index = this.#items.findIndex(({ id }) => id === this.#current);
    this.#items = items;
    this.#selected = new Set(this.selected.map(({ id }) => id));
    reconcile(this.#rows, items, {
      key: item => item.id,
      make: () => copyOf('row-template'),
      update: (row, item) => this.#fillRow(row, item, view),
    });
    this.#showSelection();
    if (hadFocus && !this.#rows.contains(document.activeElement)) {
      // The letter in focus is gone: its place is the next one's now.
      this.#linkOf(items[Math.min(index, items.length - 1)])?.focus();
    }
  }

  mark(openId) {
    for (const row of this.#rows.children) {
      row.querySelector('a').ariaCurrent = row.dataset.key === openId ? 'true' : null;
    }
  }

  /** The letter so many rows on from one, the first or last at most. */
  next(from, step) {
    const index = this.#items.findIndex(({ id }) => id === from);
    return this.#items[index < 0 ? 0 : Math.min(Math.max(index + step, 0), this.#items.length - 1)];
  }

  focus(id) {
    const link = this.#linkOf({ id });
    link?.focus();
    return Boolean(link);
  }

  toggleCurrent() {
    if (this.current) {
      this.#select([this.current], !this.#selected.has(this.#current));
    }
  }

  clearSelection() {
    this.#select(this.#items, false);
  }

  #select(items, chosen) {
    items.forEach(({ id }) => (chosen ? this.#selected.add(id) : this.#selected.delete(id)));
    this.#showSelection();
  }

  #showSelection() {
    const amount = this.#selected.size;
    for (const row of this.#rows.children) {
      row.querySelector('input').checked = this.#selected.has(row.dataset.key);
    }
    this.#all.checked = amount > 0 && amount === this.#items.length;
    this.#all.indeterminate = amount > 0 && amount < this.#items.length;
    this.#selectionChanged(this.selected);
  }

  #fillRow(row, item, view) {
    const link = row.querySelector('a');
    link.href = addressOf({ ...view, letter: item.id });
    link.ariaCurrent = item.id === view.letter ? 'true' : null;
    row.querySelector('input').ariaLabel = `Select ${item.event_type ?? 'letter'} of ${item.user_id ?? 'nobody'}`;
    row.dataset.status = item.status;
    row.dataset.reason = item.reason;
    fill(row, {
      reason: reasonName(item.reason),
      when: ago(item.failed_at),
      detail: item.detail,
      type: item.event_type,
      worker: item.worker,
      user: item.user_id,
      redrives: item.redrives > 0 ? `redriven ${times(item.redrives)}` : undefined,
      status: item.status === view.status ? undefined : statusName(item.status),
    });
  }

  #itemAt(target) {
    const id = target.closest('.row')?.dataset.key;
    return this.#items.find(item => item.id === id);
  }

  #linkOf(item) {
    return item && [...this.#rows.children].find(row => row.dataset.key === item.id)?.querySelector('a');
  }
}
