/** How many letters there are of each reason, worker and type; each count is a link that filters by it. */

import { byId, copyOf, element, fill, reconcile } from './dom.js';
import { FACETS, addressOf } from './view.js';
import { ago, number, reasonName, statusName } from './words.js';

export function showCounts({ counts, total }, view) {
  const oldest = counts.map(entry => entry.oldest_failed_at).toSorted()[0];
  const place = byId('counts');
  fill(place, {
    total: number(total),
    what: `${view.status === 'all' ? '' : statusName(view.status).toLowerCase()} ${total === 1 ? 'letter' : 'letters'}`,
    oldest: oldest && element('span', {}, 'oldest ', ago(oldest)),
  });
  FACETS.forEach(facet => showFacet(facet, counts, view));
}

/** How many of the summary's letters a view lists; the summary doesn't count by user. */
export function countOf({ counts }, view) {
  return sum(counts.filter(entry => FACETS.every(facet => !view[facet] || entry[facet] === view[facet])));
}

/** Counted within the other two filters, so that each number is what a click on it lists. */
function showFacet(facet, counts, view) {
  const others = FACETS.filter(other => other !== facet && view[other]);
  const within = counts.filter(entry => others.every(other => entry[other] === view[other]));
  const values = new Set([...counts.map(entry => entry[facet]), view[facet]].filter(Boolean));
  const entries = [...values]
    .toSorted()
    .map(value => ({ value, count: sum(within.filter(entry => entry[facet] === value)) }));
  const most = Math.max(1, ...entries.map(entry => entry.count));
  reconcile(document.querySelector(`[data-facet="${facet}"]`), entries, {
    key: entry => entry.value,
    make: () => copyOf('facet-template'),
    update: (child, { value, count }) => {
      const chosen = view[facet] === value;
      const link = child.firstElementChild;
      link.href = addressOf({ ...view, letter: undefined, [facet]: chosen ? undefined : value });
      link.ariaCurrent = chosen ? 'true' : null;
      link.classList.toggle('none', count === 0);
      if (facet === 'reason') {
        child.dataset.reason = value;
      }
      child.style.setProperty('--share', count / most);
      fill(child, { label: facet === 'reason' ? reasonName(value) : value, count: number(count) });
    },
  });
}

const sum = entries => entries.reduce((total, entry) => total + entry.count, 0);
