/** The desk's HTTP API. Every call answers its JSON, or throws a Problem. */

import { token } from './session.js';

/** What went wrong, as the desk says it (RFC 9457), or in the same form when it says nothing. Status 0: no answer. */
export class Problem extends Error {
  constructor(status, { title, detail, errors = [] } = {}) {
    super(title ?? `The desk answered ${status}`);
    this.status = status;
    this.detail = detail;
    this.errors = errors;
  }

  /** All of it, a line each. */
  get lines() {
    return [this.message, this.detail, ...this.errors.map(({ pointer, detail }) => `${pointer}: ${detail}`)].filter(
      Boolean,
    );
  }
}

const query = fields =>
  new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));

async function call(method, path, { body, signal } = {}) {
  const headers = { Accept: 'application/json', Authorization: `Bearer ${token()}` };
  if (body) {
    headers['Content-Type'] = 'application/json';
  }
  let answer;
  let json;
  try {
    answer = await fetch(path, { method, headers, signal, body: body && JSON.stringify(body), cache: 'no-store' });
    json = await answer.json();
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    throw new Problem(answer?.status ?? 0, { title: 'The desk gave no answer', detail: 'Is it running? Try again.' });
  }
  if (!answer.ok) {
    throw new Problem(answer.status, json);
  }
  return json;
}

export const summary = (status, signal) => call('GET', `dead-letters/summary?${query({ status })}`, { signal });

export const list = (filters, signal) => call('GET', `dead-letters?${query(filters)}`, { signal });

export const letter = (id, signal) => call('GET', `dead-letters/${encodeURIComponent(id)}`, { signal });

/** `verb` is redrive or discard. */
export const decideOne = (verb, id, note) =>
  call('POST', `dead-letters/${encodeURIComponent(id)}/${verb}`, { body: { note } });

/** `which` is `{ids}` or `{where}`. */
export const decideMany = (verb, which, note) => call('POST', `dead-letters/${verb}`, { body: { ...which, note } });
