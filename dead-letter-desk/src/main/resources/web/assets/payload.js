/** A letter's payload as a reader wants it: JSON indented and coloured, anything else as the text that it is. */

import { element, visible } from './dom.js';

/** A string with the colon that makes it a name, a number, or a word. */
const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\b(?:true|false|null)\b/g;

/** Beyond this many characters the colours cost more than they give. */
const MAX_COLOURED = 200_000;

export function payloadText({ event, raw_text: rawText }) {
  return event ? JSON.stringify(event, null, 2) : (rawText ?? '');
}

export function showPayload(place, letter) {
  const text = payloadText(letter);
  if (place.dataset.shown !== text) {
    place.dataset.shown = text;
    place.replaceChildren(...(letter.event && text.length <= MAX_COLOURED ? coloured(text) : [visible(text)]));
  }
}

function coloured(json) {
  const parts = [];
  let end = 0;
  for (const token of json.matchAll(TOKEN)) {
    parts.push(json.slice(end, token.index), ...partsOf(token));
    end = token.index + token[0].length;
  }
  parts.push(json.slice(end));
  return parts;
}

function partsOf([token, string, colon]) {
  if (colon) {
    return [element('span', { className: 'name' }, string), colon];
  }
  return [element('span', { className: string ? 'string' : 'value' }, token)];
}
