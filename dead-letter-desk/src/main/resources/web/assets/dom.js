/**
 * The page's only ways to put data into the document. All of them write text, never markup: letters hold what
 * strangers wrote.
 */

/** Characters that a reader can't see, or that change how others are read: shown by their code instead. */
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

export const byId = id => document.getElementById(id);

export const visible = text =>
  String(text).replace(INVISIBLE, hidden => '\\u' + hidden.charCodeAt(0).toString(16).padStart(4, '0'));

/** An element with properties (not attributes, but for `aria-` and `data-` names) and children; strings become text. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes('-')) {
      made.setAttribute(name, value);
    } else {
      made[name] = value;
    }
  }
  made.append(...children.map(child => (typeof child === 'string' ? visible(child) : child)));
  return made;
}

/** Puts each value, a text or an element, where `data-field` names it; what has none is hidden. */
export function fill(root, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const place = root.querySelector(`[data-field="${name}"]`);
    const empty = value === undefined || value === null || value === '';
    place.hidden = empty;
    if (value instanceof Node) {
      place.replaceChildren(value);
    } else {
      const text = empty ? '' : visible(value);
      // Written only when it differs: a selection in it stays.
      if (place.textContent !== text) {
        place.textContent = text;
      }
    }
  }
}

export const copyOf = templateId => byId(templateId).content.firstElementChild.cloneNode(true);

/** Makes the children of `parent` those of `items`, keeping the ones that are there already, and their focus. */
export function reconcile(parent, items, { key, make, update = () => {} }) {
  const present = new Map([...parent.children].map(child => [child.dataset.key, child]));
  let next = parent.firstElementChild;
  for (const item of items) {
    const child = present.get(key(item)) ?? make(item);
    child.dataset.key = key(item);
    present.delete(key(item));
    update(child, item);
    if (child === next) {
      next = next.nextElementSibling;
    } else {
      parent.insertBefore(child, next);
    }
  }
  present.forEach(child => child.remove());
}

/** Says it to screen readers, and to nobody else. */
export function announce(text) {
  byId('announcer').textContent = visible(text);
}
