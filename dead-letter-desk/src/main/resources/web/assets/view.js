/** What the page shows, as its address says it: a view can be shared, and back and forward work. */

export const FACETS = ['reason', 'worker', 'type'];
export const STATUSES = ['open', 'redriving', 'settled', 'discarded', 'all'];

const TEXTS = [...FACETS, 'user', 'letter'];

export function viewOf(address) {
  const given = new URLSearchParams(address);
  const status = STATUSES.includes(given.get('status')) ? given.get('status') : 'open';
  return { status, ...Object.fromEntries(TEXTS.map(name => [name, given.get(name) || undefined])) };
}

export function addressOf(view) {
  const given = new URLSearchParams();
  if (view.status !== 'open') {
    given.set('status', view.status);
  }
  TEXTS.filter(name => view[name]).forEach(name => given.set(name, view[name]));
  return given.size ? `?${given}` : location.pathname;
}

/** The filters as the API takes them. */
export const filtersOf = ({ status, worker, type, reason, user }) => ({
  status: statusOf(status),
  worker,
  type,
  reason,
  user,
});

export const statusOf = status => (status === 'all' ? undefined : status);

/** Whether two views list the same letters. */
export const sameList = (one, other) => ['status', 'user', ...FACETS].every(name => one[name] === other[name]);
