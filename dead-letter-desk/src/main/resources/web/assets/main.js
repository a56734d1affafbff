/** Starts the page: signs the operator in, and ties buttons, links and keys to the desk. */

import * as api from './api.js';
import {
  closeLetter,
  decideOn,
  decideOnAll,
  filterByUser,
  follow,
  list,
  loadMore,
  openLetter,
  openedLetter,
  reload,
  startDesk,
  stopDesk,
} from './desk.js';
import { byId, element, fill } from './dom.js';
import { tell } from './notices.js';
import { payloadText } from './payload.js';
import { forgetToken, keepToken, takeTokenFromAddress, token, userOfToken } from './session.js';
import { installShortcuts } from './shortcuts.js';

const press = (id, action) => byId(id).addEventListener('click', action);

function askForToken(problem) {
  stopDesk();
  forgetToken();
  showSignedIn(false);
  showSignInError(problem?.lines ?? []);
  byId('token').focus();
}

async function enter() {
  fill(byId('session'), { who: userOfToken() });
  showSignedIn(true);
  await startDesk(askForToken);
  if (openedLetter()) {
    byId('letter-title').focus();
  } else {
    byId('list').focus({ preventScroll: true });
  }
}

async function signIn(event) {
  event.preventDefault();
  if (!keepToken(byId('token').value)) {
    showSignInError(['This is no token', 'Expected: three parts of letters and digits with dots between, all of it.']);
    return;
  }
  try {
    await api.summary('open');
    byId('token').value = '';
    await enter();
  } catch (problem) {
    forgetToken();
    showSignInError(problem.lines);
  }
}

function showSignedIn(signedIn) {
  byId('sign-in').hidden = signedIn;
  byId('desk').hidden = !signedIn;
  byId('session').hidden = !signedIn;
}

function showSignInError(lines) {
  byId('sign-in-error').replaceChildren(...lines.map(line => element('p', {}, line)));
  byId('token').ariaInvalid = String(lines.length > 0);
}

/** Links within the page are views of it; with a modifier key the browser opens them as it always does. */
async function followLink(event) {
  const link = event.target.closest('a[href]');
  const own = link && link.origin === location.origin && link.pathname === location.pathname && !link.hash;
  if (!own || event.button !== 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  event.preventDefault();
  const opens = link.closest('.row') !== null;
  history.pushState(null, '', link.href);
  await follow();
  if (opens) {
    byId('letter-title').focus();
  } else if (!link.isConnected) {
    byId('list').focus();
  }
}

/** On to another letter: a step through the list, and with a letter open also from letter to letter. */
async function step(by) {
  const next = list.next(openedLetter()?.id ?? list.current?.id, by);
  if (!next) {
    return;
  }
  list.focus(next.id);
  if (openedLetter()) {
    await openLetter(next.id, { replace: true });
    if (document.activeElement === document.body) {
      byId('letter-title').focus();
    }
  }
}

/** What a key acts on: the open letter while the focus is in it, else the selected ones, else the one in focus. */
function target() {
  const letter = openedLetter();
  if (letter && byId('letter').contains(document.activeElement)) {
    return [letter];
  }
  return list.selected.length > 0 ? list.selected : [list.current ?? letter].filter(Boolean);
}

async function showAsItIs() {
  await reload();
  byId('list').focus();
}

async function copyPayload() {
  await navigator.clipboard.writeText(payloadText(openedLetter()));
  tell('Copied.');
}

press('sign-out', () => askForToken());
press('open-help', () => byId('help').showModal());
press('toggle-counts', () => {
  const open = byId('counts').classList.toggle('open');
  byId('toggle-counts').ariaExpanded = String(open);
});
press('redrive-selected', () => decideOn('redrive', list.selected));
press('discard-selected', () => decideOn('discard', list.selected));
press('redrive-reason', () => decideOnAll('redrive'));
press('discard-reason', () => decideOnAll('discard'));
press('redrive-letter', () => decideOn('redrive', [openedLetter()]));
press('discard-letter', () => decideOn('discard', [openedLetter()]));
press('close-letter', closeLetter);
press('copy-payload', copyPayload);
press('changed', showAsItIs);
press('more', loadMore);
byId('sign-in-form').addEventListener('submit', signIn);
byId('user-form').addEventListener('submit', event => {
  event.preventDefault();
  filterByUser(byId('user').value.trim() || undefined);
});
document.addEventListener('click', followLink);
window.addEventListener('popstate', follow);

installShortcuts([
  { key: 'j', text: 'Next letter', run: () => step(1) },
  { key: 'k', text: 'Previous letter', run: () => step(-1) },
  { key: 'Enter', text: 'Open the letter in focus' },
  { key: 'Escape', text: 'Close the letter', run: () => openedLetter() && closeLetter() },
  { key: 'x', text: 'Select the letter in focus', run: () => list.toggleCurrent() },
  { key: 'r', text: 'Redrive: the open letter, or the selected ones', run: () => decideOn('redrive', target()) },
  { key: 'd', text: 'Discard: the open letter, or the selected ones', run: () => decideOn('discard', target()) },
  { key: '/', text: 'Filter by user', run: () => byId('user').focus() },
  { key: '?', text: 'Show the shortcuts', run: () => byId('help').showModal() },
]);

// Only a page that came by HTTPS, or from this machine, may write to the clipboard.
byId('copy-payload').hidden = !navigator.clipboard;
takeTokenFromAddress();
if (token()) {
  enter();
} else {
  askForToken();
}
