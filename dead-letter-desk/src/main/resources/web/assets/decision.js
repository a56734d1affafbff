/** Redrive and discard: the question that says exactly what will happen, and then the doing. */

import * as api from './api.js';
import { byId, element, fill } from './dom.js';
import { tell, warn } from './notices.js';
import { letters, number, reasonName, times } from './words.js';

const dialog = byId('confirm');

/**
 * Asks, and does it if so told.
 *
 * `target` is `{letters}`, or `{where, count}` for all open ones of a reason. Answers whether anything was decided.
 */
export async function decide(verb, target) {
  const answer = await ask(verb, target);
  if (!answer) {
    return false;
  }
  const done = answer.redriven ?? answer.discarded ?? 1;
  if (done > 0) {
    tell(`${letters(done)} ${verb === 'redrive' ? 'redriven' : 'discarded'}.`);
  }
  if (answer.remaining > 0) {
    warn({ lines: [`${letters(answer.remaining)} remain open: more than the desk decides on at once`] });
  }
  if (answer.refused?.length) {
    warn({
      lines: [`${letters(answer.refused.length)} refused`, ...answer.refused.map(({ id, why }) => `${id}: ${why}`)],
    });
  }
  return true;
}

function ask(verb, target) {
  const amount = target.where ? target.count : target.letters.length;
  const word = verb === 'redrive' ? 'Redrive' : 'Discard';
  dialog.dataset.verb = verb;
  fill(dialog, {
    title: target.where ? `${word} all ${letters(amount)}?` : `${word} ${amount === 1 ? 'this letter' : letters(amount)}?`,
    note_label: verb === 'redrive' ? 'Note (optional)' : 'Note: why it is given up',
    go: `${word} ${letters(amount)}`,
  });
  const text = verb === 'redrive' ? redriveText(target) : discardText(target);
  byId('confirm-text').replaceChildren(...text);
  return answerOf(note => perform(verb, target, note), verb);
}

function perform(verb, { where, letters: chosen }, note) {
  if (where) {
    return api.decideMany(verb, { where }, note);
  }
  return chosen.length === 1
    ? api.decideOne(verb, chosen[0].id, note)
    : api.decideMany(verb, { ids: chosen.map(({ id }) => id) }, note);
}

/** What the desk answered, or nothing when it was called off; the question stays open while the desk refuses. */
function answerOf(act, verb) {
  const note = byId('note');
  const error = byId('confirm-error');
  note.value = '';
  note.required = verb === 'discard';
  error.replaceChildren();
  dialog.showModal();
  (verb === 'discard' ? note : byId('confirm-go')).focus();
  return new Promise(resolve => {
    let answer;
    const submit = async event => {
      event.preventDefault();
      if (note.required && !note.value.trim()) {
        error.replaceChildren('Say why: a later reader will want to know.');
        note.focus();
        return;
      }
      setBusy(true);
      try {
        answer = await act(note.value.trim() || undefined);
        dialog.close();
      } catch (problem) {
        error.replaceChildren(...problem.lines.map(line => element('p', {}, line)));
      } finally {
        setBusy(false);
      }
    };
    const form = byId('confirm-form');
    form.addEventListener('submit', submit);
    dialog.addEventListener(
      'close',
      () => {
        form.removeEventListener('submit', submit);
        resolve(answer);
      },
      { once: true },
    );
  });
}

function setBusy(busy) {
  dialog.ariaBusy = String(busy);
  byId('confirm-go').disabled = busy;
}

function redriveText(target) {
  const [letter, ...others] = target.letters ?? [];
  const what =
    letter && others.length === 0
      ? paragraph(
          'Its event goes out again unchanged, to topic ',
          strong(letter.topic),
          ' under its own key. Only ',
          strong(letter.worker),
          ' handles it, with all its attempts; other workers ignore it. Once handled, the letter is settled; if it ' +
            'fails again, it is back here as open.',
        )
      : paragraph(
          'Their events go out again unchanged, each to its own topic under its own key. Only the worker that failed ' +
            'on an event handles it, with all its attempts; other workers ignore it. What is handled becomes settled; ' +
            'what fails again is back here as open.',
        );
  return [subjectOf(target), what];
}

function discardText(target) {
  const what =
    target.letters?.length === 1
      ? 'No worker is told: what its event should have done stays undone. The letter is kept under Discarded with your ' +
        'name and note, and can still be redriven.'
      : 'No worker is told: what their events should have done stays undone. The letters are kept under Discarded with ' +
        'your name and note, and can still be redriven.';
  return [subjectOf(target), paragraph(what)];
}

/** Which letters it is about. */
function subjectOf({ where, count, letters: chosen }) {
  if (where) {
    return paragraph(
      'All open letters with the reason ',
      strong(reasonName(where.reason)),
      ...(where.worker ? [' of ', strong(where.worker)] : []),
      ...(where.type ? [' and the type ', strong(where.type)] : []),
      `: ${number(count)} when last counted, and those that arrive before you confirm.`,
    );
  }
  if (chosen.length > 1) {
    const groups = Object.groupBy(chosen, ({ worker, topic }) => `of ${worker}, from topic ${topic}`);
    const lines = Object.entries(groups).map(([name, { length }]) => `${number(length)} ${name}`);
    return element('ul', {}, ...lines.map(line => element('li', {}, line)));
  }
  const [{ event_type: type, event_id: id, user_id: user, worker, redrives }] = chosen;
  return paragraph(
    strong(type ?? 'A message'),
    ...(user ? [' of ', strong(user)] : []),
    ' that failed in ',
    strong(worker),
    redrives > 0 ? `, redriven ${times(redrives)} before.` : '.',
    ...(id ? [element('br'), element('code', {}, id)] : []),
  );
}

const paragraph = (...children) => element('p', {}, ...children);
const strong = text => element('strong', {}, element('bdi', {}, text));

byId('confirm-cancel').addEventListener('click', () => dialog.close());
