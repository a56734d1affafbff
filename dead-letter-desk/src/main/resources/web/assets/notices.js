/** Short messages about what was done; those about trouble stay until they are closed. */

import { byId, element } from './dom.js';

const SHOWN_FOR = 6_000;

export function tell(text) {
  const shown = show('done', [text]);
  setTimeout(() => shown.remove(), SHOWN_FOR);
}

/** `problem` has lines: the first says it, the others say more. */
export function warn({ lines }) {
  show('trouble', lines);
}

function show(kind, [first, ...more]) {
  const close = element('button', { type: 'button', className: 'quiet', 'aria-label': 'Close this message' }, '×');
  const shown = element(
    'div',
    { className: `notice ${kind}` },
    element('div', {}, element('p', {}, first), ...more.map(line => element('p', { className: 'more' }, line))),
    close,
  );
  close.addEventListener('click', () => shown.remove());
  byId('notices').append(shown);
  return shown;
}
