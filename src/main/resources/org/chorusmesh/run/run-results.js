// The results of the runs side by side.

import { order } from '../page/format.js';
import { element } from '../page/timeline-dom.js';
import { radiansText, secondsText } from '../page/timeline-scale.js';

/** More events than this make no table: the worst one is named. */
const MOST_EVENTS = 3;

const orderText = (r) => (r === null ? 'none' : order(r));

const movedText = ({ radians }) =>
  radians === null ? 'unknown' : radians < 1e-3 ? 'less than 0.001 rad' : radiansText(radians);

const name = ({ kind, seconds }) => `${kind} at ${secondsText(seconds * 1000)}`;

function movedColumns(runs) {
  const { moved } = runs[0].outcome;
  if (moved.length <= MOST_EVENTS) {
    return moved.map((event, i) => [`${name(event)} moved the others by`, ({ moved: each }) => movedText(each[i])]);
  }
  const worst = ({ moved: each }) => each.reduce((a, b) => ((b.radians ?? -1) > (a.radians ?? -1) ? b : a));
  return [
    ['an event moved the others by at most', (outcome) => `${movedText(worst(outcome))} (${name(worst(outcome))})`],
  ];
}

/** Fills a section with a table that has a row for each run; without results the section stays hidden. */
export function showResults(section, runs) {
  if (runs.some((run) => !run.outcome)) {
    return;
  }
  const since = runs[0].outcome.moved.length > 0 ? 'least r from the first event on' : 'least r';
  const columns = [
    [since, ({ leastR }) => orderText(leastR)],
    ['final r', ({ finalR }) => orderText(finalR)],
    ...movedColumns(runs),
    ['invariants', ({ invariants }) => invariants],
  ];
  const cell = (text, scope) => {
    const made = element(scope ? 'th' : 'td', '', text);
    if (scope) {
      made.scope = scope;
    }
    return made;
  };
  const head = element('tr');
  head.append(cell('run', 'col'), ...columns.map(([text]) => cell(text, 'col')));
  section.querySelector('thead').append(head);
  for (const { name: run, outcome } of runs) {
    const row = element('tr', outcome.isSound ? '' : 'broken');
    const title = cell(run, 'row');
    if (outcome.meaning) {
      title.append(element('span', 'meaning', `: ${outcome.meaning}`));
    }
    row.append(title, ...columns.map(([, text]) => cell(text(outcome))));
    section.querySelector('tbody').append(row);
  }
  section.hidden = false;
}
