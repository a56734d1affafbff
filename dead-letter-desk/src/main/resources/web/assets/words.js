/** How the page says things: reasons, statuses, moments, numbers. */

import { element } from './dom.js';

const REASONS = {
  'attempts-exhausted': ['Attempts exhausted', 'Every one of its attempts failed.'],
  unreadable: ['Unreadable', 'The worker could not read it as an event, so it was not tried again.'],
  'schema-violation': ['Schema violation', 'It breaks the schema of its type, so it was not tried again.'],
  'unknown-version': ['Unknown version', 'Its version of its type is newer than the worker, so it was not tried again.'],
  'runaway-series': ['Runaway series', 'Its series made too many occurrences within an hour; a client may be in a loop.'],
  'too-many-hops': ['Too many hops', 'Events have caused events too many times; services may be in a loop.'],
  'invalid-recurrence': ['Invalid recurrence', 'The next date can’t be found by its recurrence rule.'],
  unexplained: ['Unexplained', 'Its sidecar gave up on it before the worker could say why.'],
};

const STATUSES = { open: 'Open', redriving: 'Redriving', settled: 'Settled', discarded: 'Discarded' };

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'long' });
const absolute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const count = new Intl.NumberFormat('en');

/** A code that this page doesn't know yet still reads well. */
export const reasonName = code => REASONS[code]?.[0] ?? capital(String(code).replaceAll('-', ' '));

export const reasonMeaning = code => REASONS[code]?.[1];

export const statusName = code => STATUSES[code] ?? code;

export const number = value => count.format(value);

export const letters = amount => (amount === 1 ? '1 letter' : `${number(amount)} letters`);

export const times = amount => (amount === 1 ? 'once' : amount === 2 ? 'twice' : `${number(amount)} times`);

export const timeOfDay = date => clock.format(date);

/** How long ago it was; the moment itself is its tooltip. */
export function ago(instant) {
  const made = element('time', { dateTime: instant, title: `${absolute.format(new Date(instant))} (${instant})` });
  made.dataset.ago = instant;
  made.textContent = distance(instant);
  return made;
}

export const moment = instant =>
  element('time', { dateTime: instant, title: instant }, absolute.format(new Date(instant)));

/** Time goes on for what is on display, too. */
export function refreshAges() {
  document.querySelectorAll('time[data-ago]').forEach(time => {
    time.textContent = distance(time.dataset.ago);
  });
}

function distance(instant) {
  const seconds = Math.max(0, (Date.now() - Date.parse(instant)) / 1000);
  const [unit, length] = UNITS.find(([, size]) => seconds >= size) ?? [];
  return unit ? relative.format(-Math.floor(seconds / length), unit) : 'just now';
}

const capital = text => text.charAt(0).toUpperCase() + text.slice(1);
