/** The keys: what they do, and the page's own documentation of them, from one table. */

import { byId, element } from './dom.js';

const SETTING = 'dead-letter-desk.shortcuts';

/** `table` has rows of key, description and action. */
export function installShortcuts(table) {
  for (const place of document.querySelectorAll('dl.shortcuts')) {
    place.append(...table.map(({ key, text }) => described(key, text)));
  }
  const setting = byId('use-shortcuts');
  // WCAG 2.1.4: keys without a modifier can be turned off, for those whose speech becomes keystrokes.
  setting.checked = localStorage.getItem(SETTING) !== 'off';
  setting.addEventListener('change', () => localStorage.setItem(SETTING, setting.checked ? 'on' : 'off'));
  document.addEventListener('keydown', pressed => {
    const shortcut = table.find(({ key }) => key === pressed.key);
    if (shortcut?.run && setting.checked && !isTaken(pressed)) {
      pressed.preventDefault();
      shortcut.run();
    }
  });
}

function isTaken({ altKey, ctrlKey, metaKey, target }) {
  const writing = target.matches('textarea, input:not([type="checkbox"])');
  return altKey || ctrlKey || metaKey || writing || document.querySelector('dialog[open]') !== null;
}

function described(key, text) {
  const name = key === 'Escape' ? 'Esc' : key;
  return element('div', {}, element('dt', {}, element('kbd', {}, name)), element('dd', {}, text));
}
