/** The desk at work: what is on view, loading it, keeping it fresh, and acting on what the operator decides. */

import * as api from './api.js';
import { countOf, showCounts } from './counts.js';
import { decide } from './decision.js';
import { announce, byId } from './dom.js';
import { showFilters, showFreshness, showListState } from './frame.js';
import { showLetter } from './letter.js';
import { LetterList } from './list.js';
import { warn } from './notices.js';
import { addressOf, filtersOf, sameList, statusOf, viewOf } from './view.js';
import { letters, refreshAges } from './words.js';

const REFRESH = 5_000;

export const list = new LetterList(showState);

let view;
let summary;
let cursor;
let pageSize;
let opened;
let loading = new AbortController();
let refreshing = false;
let timer;
let refused;

/** `whenRefused` is told the problem when the token is not, or no longer, good. */
export function startDesk(whenRefused) {
  refused = whenRefused;
  view = viewOf(location.search);
  summary = undefined;
  timer = setInterval(refresh, REFRESH);
  return Promise.all([loadList(), loadLetter()]);
}

export function stopDesk() {
  clearInterval(timer);
  timer = undefined;
  loading.abort();
}

export const openedLetter = () => opened;

/** Shows another view, and its address. */
export function go(next, { replace = false } = {}) {
  history[replace ? 'replaceState' : 'pushState'](null, '', addressOf(next));
  return follow();
}

/** Shows what the address says, when somebody is signed in. */
export async function follow() {
  if (!timer) {
    return;
  }
  const before = view;
  view = viewOf(location.search);
  list.mark(view.letter);
  await Promise.all([
    sameList(before, view) ? undefined : loadList(),
    before.letter === view.letter ? undefined : loadLetter(),
  ]);
}

export const openLetter = (id, options) => go({ ...view, letter: id }, options);

export async function closeLetter() {
  const { letter } = view;
  await openLetter(undefined);
  if (!list.focus(letter)) {
    byId('list').focus();
  }
}

export const filterByUser = user => go({ ...view, user, letter: undefined });

/** Asks for a decision on these letters, and shows what came of it. */
export async function decideOn(verb, chosen) {
  if (chosen.length > 0) {
    await afterwards(decide(verb, { letters: chosen }));
  }
}

/** The same for all open letters that the list's filters name. */
export function decideOnAll(verb) {
  const { worker, type, reason } = view;
  return afterwards(decide(verb, { where: { worker, type, reason }, count: countOf(summary, view) }));
}

/** Loads as many letters as are listed, as they are now. */
export const reload = () => loadList(list.items.length);

export function loadMore() {
  return attempt(async () => {
    const first = list.items.length;
    const page = await api.list({ ...filtersOf(view), cursor }, loading.signal);
    cursor = page.next_cursor;
    list.show([...list.items, ...page.dead_letters], view);
    showState();
    list.focus(list.items[first]?.id);
    announce(`${letters(page.dead_letters.length)} more`);
  });
}

async function afterwards(decision) {
  if (await decision) {
    list.clearSelection();
    await Promise.all([reload(), loadLetter()]);
  }
}

function loadList(atLeast = 1) {
  loading.abort();
  loading = new AbortController();
  const { signal } = loading;
  showFilters(view);
  return attempt(async () => {
    const [{ items, size, next }, counts] = await Promise.all([
      readPages(atLeast, signal),
      api.summary(statusOf(view.status), signal),
    ]);
    [summary, pageSize, cursor] = [counts, size, next];
    byId('changed').hidden = true;
    list.show(items, view);
    showState();
    announce(`${letters(items.length)} listed`);
  });
}

/** Pages from the first on, until there are so many letters; `size` is that of the first. */
async function readPages(atLeast, signal) {
  const pages = [];
  let next;
  do {
    const page = await api.list({ ...filtersOf(view), cursor: next }, signal);
    pages.push(page.dead_letters);
    next = page.next_cursor;
  } while (next && pages.flat().length < atLeast);
  return { items: pages.flat(), size: pages[0].length, next };
}

function loadLetter() {
  const { letter: id } = view;
  return attempt(async () => {
    try {
      const letter = id && (await api.letter(id));
      if (view.letter === id) {
        opened = letter;
        document.body.classList.toggle('reading', Boolean(letter));
        showLetter(letter);
      }
    } catch (problem) {
      if (problem.status !== 404) {
        throw problem;
      }
      warn(problem);
      await openLetter(undefined, { replace: true });
    }
  });
}

/** New counts and states, in place; letters that come or go wait until they are asked for, so that nothing moves. */
async function refresh() {
  if (refreshing || document.hidden) {
    return;
  }
  refreshing = true;
  refreshAges();
  await (summary ? Promise.all([refreshList(), view.letter && loadLetter()]) : loadList());
  refreshing = false;
}

function refreshList() {
  const { signal } = loading;
  return attempt(async () => {
    const [page, counts] = await Promise.all([
      api.list(filtersOf(view), signal),
      api.summary(statusOf(view.status), signal),
    ]);
    summary = counts;
    const fresh = new Map(page.dead_letters.map(item => [item.id, item]));
    if (list.items.length === 0 && fresh.size > 0) {
      await loadList();
      return;
    }
    const before = list.items.slice(0, pageSize).map(({ id }) => id);
    byId('changed').hidden = before.join() === [...fresh.keys()].join();
    list.show(
      list.items.map(item => fresh.get(item.id) ?? item),
      view,
    );
    showState();
  });
}

function showState() {
  if (summary) {
    showCounts(summary, view);
    showListState({ view, list, more: Boolean(cursor), total: countOf(summary, view) });
  }
}

/** Failures of the desk are told once, in one place; those of the operator's token end the session. */
async function attempt(work) {
  try {
    await work();
    showFreshness();
  } catch (problem) {
    if (problem.name === 'AbortError') {
      return;
    }
    if (!(problem instanceof api.Problem)) {
      throw problem;
    }
    if (problem.status === 401 || problem.status === 403) {
      refused(problem);
    } else if (problem.status === 0 || problem.status >= 500) {
      showFreshness(problem);
    } else {
      warn(problem);
    }
  }
}
