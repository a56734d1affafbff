/** The open letter: why it failed, where it lay, what happened to it, and what it says. */

import { byId, copyOf, element, fill, reconcile } from './dom.js';
import { showPayload } from './payload.js';
import { addressOf } from './view.js';
import { ago, moment, reasonMeaning, reasonName, statusName, times } from './words.js';

export function showLetter(letter) {
  byId('letter-content').hidden = !letter;
  byId('no-letter').hidden = Boolean(letter);
  if (!letter) {
    return;
  }
  const content = byId('letter-content');
  if (content.dataset.id !== letter.id) {
    content.dataset.id = letter.id;
    content.scrollIntoView();
  }
  content.dataset.status = letter.status;
  content.dataset.reason = letter.reason;
  fill(content, {
    title: letter.event_type ?? 'Not an event',
    status: statusName(letter.status),
    reason: reasonName(letter.reason),
    detail: letter.detail,
    meaning: reasonMeaning(letter.reason),
    obstacle: letter.redrivable ? undefined : letter.not_redrivable_because,
    payload_title: letter.event ? 'Event' : 'What arrived, which is no JSON',
    ...factsOf(letter),
  });
  byId('redrive-letter').disabled = !letter.redrivable || letter.status === 'settled';
  byId('discard-letter').disabled = letter.status === 'discarded' || letter.status === 'settled';
  showHistory(letter);
  showPayload(byId('payload'), letter);
}

function factsOf(letter) {
  return {
    worker: letter.worker,
    user: letter.user_id && userLink(letter.user_id),
    attempts: letter.attempts || undefined,
    first_failed: moment(letter.first_failed_at),
    last_failed: moment(letter.failed_at),
    redrives: letter.redrives > 0 ? times(letter.redrives) : 'never',
    place: placeOf(letter),
    key: letter.key,
    event_id: letter.event_id,
    task: letter.task_id,
  };
}

function userLink(user) {
  return element(
    'a',
    { href: addressOf({ status: 'all', user }), title: `All letters of ${user}` },
    element('bdi', {}, user),
  );
}

const placeOf = ({ topic, partition, offset }) =>
  [topic, partition >= 0 && `partition ${partition}`, offset >= 0 && `offset ${offset}`]
    .filter(Boolean)
    .join(' · ');

function showHistory(letter) {
  const happened = letter.history.map((entry, index) => ({ ...entry, key: `${letter.id} ${index}` }));
  reconcile(byId('history'), happened, {
    key: entry => entry.key,
    make: () => copyOf('moment-template'),
    update: (child, entry) => {
      child.dataset.kind = entry.kind;
      fill(child, {
        what: sentenceOf(entry, letter.worker),
        when: ago(entry.at),
        detail: entry.detail,
        note: entry.note,
      });
    },
  });
}

function sentenceOf({ kind, reason, attempts, redrive, by, outcome }, worker) {
  switch (kind) {
    case 'failed':
      return [
        redrive ? `Failed again in ${worker}` : `Failed in ${worker}`,
        reasonName(reason).toLowerCase(),
        attempts > 1 && `after ${attempts} attempts`,
      ]
        .filter(Boolean)
        .join(', ');
    case 'redriven':
      return `Redriven by ${by}`;
    case 'settled':
      return outcome === 'handled' ? `Settled: handled by ${worker}` : `Settled: nothing to do for ${worker}`;
    case 'discarded':
      return `Discarded by ${by}`;
    default:
      return kind;
  }
}
