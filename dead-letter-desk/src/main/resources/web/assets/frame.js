/** What surrounds the list: its filters, what can be done with the selection, and how fresh all of it is. */

import { announce, byId, copyOf, fill, reconcile } from './dom.js';
import { FACETS, addressOf } from './view.js';
import { letters, reasonName, statusName, timeOfDay } from './words.js';

export function showFilters(view) {
  const chips = [...FACETS, 'user'].filter(name => view[name]);
  for (const link of byId('statuses').children) {
    link.href = addressOf({ ...view, status: link.dataset.status, letter: undefined });
    link.ariaCurrent = link.dataset.status === view.status ? 'true' : null;
  }
  reconcile(byId('chips'), chips, {
    key: name => name,
    make: () => copyOf('chip-template'),
    update: (chip, name) => {
      chip.firstElementChild.href = addressOf({ ...view, [name]: undefined, letter: undefined });
      fill(chip, { name, value: name === 'reason' ? reasonName(view[name]) : view[name] });
    },
  });
  byId('chips').hidden = chips.length === 0;
  byId('user').value = view.user ?? '';
}

/** `total` is how many letters the filters name, the one by user aside. */
export function showListState({ view, list, more, total }) {
  const shown = list.items.length;
  const selected = list.selected.length;
  const toolbar = byId('toolbar');
  const counted = view.user || total < shown ? letters(shown) : `${shown} of ${letters(total)}`;
  fill(toolbar, {
    selected: selected > 0 ? `${letters(selected)} selected` : counted,
    redrive: `Redrive all ${letters(total)}`,
    discard: `Discard all ${letters(total)}`,
  });
  byId('selection').hidden = shown === 0;
  byId('selection-actions').hidden = selected === 0;
  // The desk decides on all letters of a reason, whose users they may be; it takes the open ones.
  byId('reason-actions').hidden = selected > 0 || total === 0 || !view.reason || view.status !== 'open' || !!view.user;
  byId('more').hidden = !more;
  showEmptiness(view, shown);
}

function showEmptiness(view, shown) {
  const filtered = [...FACETS, 'user'].some(name => view[name]);
  byId('empty').hidden = shown > 0;
  byId('empty').textContent = filtered
    ? 'No letter matches these filters.'
    : view.status === 'open'
      ? 'No open letters: every event was handled.'
      : `No ${view.status === 'all' ? '' : `${statusName(view.status).toLowerCase()} `}letters.`;
}

/** Says when the desk last answered, or, with a problem, since when it doesn't. */
export function showFreshness(problem) {
  const place = byId('freshness');
  const wasStale = place.classList.contains('stale');
  if (!problem) {
    place.dataset.at = timeOfDay(new Date());
  }
  place.classList.toggle('stale', Boolean(problem));
  const since = place.dataset.at ? ` since ${place.dataset.at}` : '';
  fill(place, { text: problem ? `${problem.message}${since}; trying again` : `Live, ${place.dataset.at}` });
  if (Boolean(problem) !== wasStale) {
    announce(problem ? `${problem.message}; trying again` : 'The desk answers again');
  }
}
