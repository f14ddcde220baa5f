/** What the columns of the table of peers say, and by what they are sorted. */

import { micros, millis, significant, visible } from './format.js';
import { detuningHz, difference, faultRank, LOCKING_WORDS, SHAPES, STATE_WORDS } from './words.js';

const TURN = 2 * Math.PI;

/** Each column: what a cell says, and by what it is sorted. */
export const COLUMNS = [
  { key: 'node', sort: (model, node) => node.id },
  { key: 'locking', sort: (model, node) => -faultRank(node), text: (model, node) => LOCKING_WORDS[node.locking], shape: (node) => SHAPES[node.locking], tone: lockingTone },
  { key: 'state', sort: (model, node) => node.state, text: (model, node) => STATE_WORDS[node.state], shape: (node) => SHAPES[node.state], tone: stateTone },
  { key: 'difference', sort: (model, node) => node.phaseDifference, text: difference },
  { key: 'age', sort: column('ageMillis'), text: (model, node) => millis(column('ageMillis')(model, node)) },
  { key: 'staleness', sort: column('staleness'), text: (model, node) => percent(column('staleness')(model, node)) },
  { key: 'weight', sort: column('weight'), text: (model, node) => significant(column('weight')(model, node), 2) },
  { key: 'roundTrip', sort: column('roundTripMicros'), text: roundTrip },
  { key: 'frequency', sort: (model, node) => node.frequencyHz, text: (model, node) => `${node.frequencyHz.toFixed(3)} Hz` },
  { key: 'detuning', sort: (model, node) => Math.abs(detuningHz(model, node)), text: detuning },
  { key: 'address', sort: (model, node) => address(model, node).text, text: (model, node) => address(model, node).text, title: (model, node) => address(model, node).title },
];

/** Orders what cells are sorted by; what is unknown comes last. */
export function compare(a, b) {
  if (a === null || a === undefined) {
    return (b === null || b === undefined) ? 0 : 1;
  }
  if (b === null || b === undefined) {
    return -1;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

function column(name) {
  return (model, node) => model.state.columns[name][node.row];
}

function lockingTone(node) {
  return node.inStep ? 'good' : node.locking === 'uncoupled' || node.settling ? 'quiet' : 'warn';
}

function stateTone(node) {
  return { live: 'good', fading: 'warn', one_way: 'warn' }[node.state] ?? 'quiet';
}

function roundTrip(model, node) {
  const value = column('roundTripMicros')(model, node);
  return value === null ? '\u2013' : micros(value);
}

function percent(share) {
  return `${Math.round(share * 100)} %`;
}

/** How far the natural frequencies are apart, and what share of K that is. */
function detuning(model, node) {
  const hertz = detuningHz(model, node);
  const { coupling } = model.peers.settings;
  const share = (coupling > 0) ? `${Math.round(Math.abs(hertz) * TURN / coupling * 100)} %` : 'K is 0';
  const apart = (Math.abs(hertz) < 0.0995) ? `${significant(hertz * 1e3, 2)} mHz` : `${significant(hertz, 2)} Hz`;
  return `${hertz > 0 ? '+' : ''}${hertz === 0 ? '0 Hz' : apart}, ${share}`;
}

function address(model, node) {
  const found = model.addressOf(node.id);
  if (!found) {
    return { text: 'not dialled', title: 'None of this node\u2019s addresses leads there.' };
  }
  return { text: visible(found.name), title: found.address ?? '' };
}
