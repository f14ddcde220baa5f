/** Words for what the page shows: states, the verdict on the mesh, and what to do. */

import { count, micros, millis, seconds, shortDuration, significant, visible } from './format.js';

const TURN = 2 * Math.PI;

export const STATE_WORDS = {
  live: 'live', fading: 'fading', joining: 'joining', one_way: 'one way', muted: 'muted',
};

export const LOCKING_WORDS = {
  in_step: 'in step', settling: 'settling', apart: 'apart', drifting: 'drifting', cannot_lock: 'cannot lock',
  uncoupled: 'uncoupled',
};

/** Shapes beside the words: a state is never told by its colour alone. */
export const SHAPES = {
  in_step: '●', settling: '◇', apart: '◆', drifting: '◆', cannot_lock: '◆', uncoupled: '○',
  live: '●', fading: '○', joining: '▲', one_way: '◐', muted: '✕',
};

export const ADDRESS_WORDS = {
  heard: 'heard', own: 'this node', unresolved: 'name unknown', unreachable: 'unreachable', silent: 'silent',
  not_chorus: 'no gossip port', other_mesh: 'another mesh', other_version: 'another wire version',
  unauthenticated: 'wrong key', malformed: 'unreadable', not_admitted: 'not admitted',
};

const WRONG_ADDRESSES = new Set([
  'not_chorus', 'other_mesh', 'other_version', 'unauthenticated', 'malformed', 'not_admitted',
]);

/** What is wrong with this node where it stands apart from its peers. */
const SELF_WORDS = {
  cannot_lock: 'cannot lock to its peers', drifting: 'drifts against its peers', apart: 'is apart from its peers',
  settling: 'is settling, out of step with its peers',
};

/** good, warn or quiet: how an address stands. */
export function addressTone(state) {
  if (state === 'heard' || state === 'own') {
    return 'good';
  }
  return WRONG_ADDRESSES.has(state) ? 'warn' : 'quiet';
}

/** The one word for the mesh: {word, tone}. */
export function verdict(model) {
  const { state } = model;
  if (!state) {
    return { word: 'Connecting', tone: 'quiet' };
  }
  const { node } = state;
  if (node.state === 'joining') {
    return { word: 'Joining', tone: 'quiet' };
  }
  if (node.state !== 'running') {
    return { word: node.state === 'silenced' ? 'Silenced' : 'Has left', tone: 'bad' };
  }
  if (state.health === 'DOWN') {
    return { word: 'Stalled', tone: 'bad' };
  }
  const coupled = model.nodes.filter((peer) => !peer.self && peer.expected);
  if (coupled.length === 0) {
    return { word: 'Alone', tone: model.nodes.length > 1 ? 'warn' : 'quiet' };
  }
  if (!node.inStep) {
    return model.nodes[0].settling
      ? { word: 'Settling', tone: 'quiet' }
      : { word: 'Out of step', tone: 'bad' };
  }
  if (coupled.every((peer) => peer.inStep)) {
    return { word: 'In step', tone: 'good' };
  }
  return { word: 'Not all in step', tone: coupled.every((peer) => peer.inStep || peer.settling) ? 'quiet' : 'warn' };
}

/** The mesh in a sentence or two. */
export function summary(model) {
  const { state, peers } = model;
  if (!state) {
    return 'Waiting for the node.';
  }
  const { node } = state;
  if (node.state === 'joining') {
    return `Node ${visible(peers.nodeId)} listens, and takes over the phase that is there.`;
  }
  if (node.state !== 'running') {
    return node.state === 'silenced'
      ? `A newer boot uses the id ${visible(peers.nodeId)}, so this node keeps silent.`
      : `Node ${visible(peers.nodeId)} has left the mesh.`;
  }
  if (state.health === 'DOWN') {
    return 'This node itself does not work as it should.';
  }
  const coupled = model.nodes.filter((peer) => !peer.self && peer.expected);
  if (coupled.length === 0) {
    return model.nodes.length > 1
      ? `Node ${visible(peers.nodeId)} couples to none of its ${count(model.nodes.length - 1, 'peer')}.`
      : `Node ${visible(peers.nodeId)} hears no peer and keeps time alone.`;
  }
  const inStep = coupled.filter((peer) => peer.inStep).length + 1;
  const all = coupled.length + 1;
  const spread = state.order.spreadMicros;
  const within = (spread !== null && inStep > 1) ? `, within ${micros(spread)}` : '';
  return (inStep === all)
    ? `${all === 2 ? 'Both' : `All ${all}`} nodes are in step${within}${numbersAgreed(state) ? '' : ', but the beat numbers are not agreed yet'}.`
    : inStep === 1
      ? `Node ${visible(peers.nodeId)} is in step with none of its ${count(coupled.length, 'peer')}.`
      : `${inStep} of ${all} nodes are in step${within}.`;
}

function numbersAgreed(state) {
  return state.beat.settled && !(state.problems ?? []).some((problem) => /^beat numbers are not agreed/i.test(problem));
}

/** The same with those that are not in step by name, for where no list of them stands beside it. */
export function spokenSummary(model) {
  const named = faultGroups(model).filter((group) => group.tone === 'warn').slice(0, 3)
    .map((group) => `${names(group.ids, 2)} ${group.what}`);
  return named.length ? `${summary(model)} ${named.join('; ')}.` : summary(model);
}

/** The first of some ids, and how many more there are. */
export function names(hostile, most) {
  const ids = hostile.map(visible);
  const more = ids.length - most;
  if (more > 0) {
    return `${ids.slice(0, most).join(', ')} and ${more} more`;
  }
  return (ids.length < 2) ? ids.join('') : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}`;
}

/** Peers that do not do what is expected of them, by what is wrong, worst first: {key, ids, what, advice, tone, shape}. */
export function faultGroups(model) {
  if (!model.state) {
    return [];
  }
  const groups = new Map();
  const turned = standsApart(model);
  for (const node of model.nodes) {
    const rank = node.self ? 0 : faultRank(node);
    if (rank === 0) {
      continue;
    }
    const key = turned?.from.has(node) ? turned.key : faultKey(node);
    const group = groups.get(key);
    if (!group) {
      groups.set(key, { key, rank, nodes: [node] });
    } else {
      group.nodes.push(node);
    }
  }
  return [...groups.values()].sort((a, b) => b.rank - a.rank).map(({ key, rank, nodes }) => ({
    key,
    ids: nodes.map((node) => node.id),
    what: standing(nodes[0], nodes.length > 1),
    advice: advice(model, worst(model, nodes)),
    tone: rank > 2 ? 'warn' : 'quiet',
    shape: SHAPES[key],
  })).map((group) => (group.key === turned?.key
    ? { ...group, ids: [model.peers.nodeId], what: `(this node) ${SELF_WORDS[group.key]}` }
    : group));
}

/** Where most peers are out of step with this node, and in step with each other, it is this node that stands out: {key, from}. */
export function standsApart(model) {
  const coupled = model.nodes.filter((node) => !node.self && node.expected);
  const from = coupled.filter((node) => !node.inStep && !node.late);
  if (from.length < 2 || from.length * 2 <= coupled.length) {
    return null;
  }
  const key = from.reduce((a, b) => (faultRank(b) > faultRank(a) ? b : a)).locking;
  const alike = from.length === coupled.length && key !== 'settling' && from.every((node) => node.locking === key);
  return (alike || together(from)) ? { key, from: new Set(from) } : null;
}

/** Whether phases are within an eighth of a turn. */
function together(nodes) {
  const sum = (of) => nodes.reduce((total, node) => total + of(node.phaseDifference), 0);
  const mean = Math.atan2(sum(Math.sin), sum(Math.cos));
  return nodes.every((node) => Math.cos(node.phaseDifference - mean) >= Math.cos(TURN / 16));
}

/** The one to speak of: the farthest in frequency. */
function worst(model, nodes) {
  return nodes.reduce((a, b) => (Math.abs(detuningHz(model, b)) > Math.abs(detuningHz(model, a)) ? b : a));
}

/** 0 where all is well with a peer, more the worse it is. */
export function faultRank(node) {
  if (node.expected) {
    return { in_step: node.late ? 4 : 0, settling: 2, apart: 5, drifting: 6, cannot_lock: 7 }[node.locking];
  }
  return { one_way: 5, fading: 4, joining: 1, muted: 1 }[node.state] ?? 1;
}

/** What is wrong with a peer: how it stands if it is heard in time, else why it is not. */
function faultKey(node) {
  return (node.state === 'live' || (node.state === 'fading' && !node.late)) ? node.locking : node.state;
}

function standing(node, several) {
  const is = several ? 'are' : 'is';
  const key = faultKey(node);
  return {
    one_way: `${several ? 'do' : 'does'} not hear this node`, fading: `${is} fading`, joining: `${is} joining`, muted: `${is} muted`,
    cannot_lock: 'cannot lock', drifting: several ? 'drift' : 'drifts', apart: `${is} locked, but apart`, settling: `${is} settling`,
  }[key] ?? `${several ? 'have' : 'has'} no weight`;
}

/** What to do about a peer, in a sentence. */
export function advice(model, node) {
  const { state, peers } = model;
  const ttl = shortDuration(peers.settings.ttl);
  if (node.state === 'one_way') {
    return 'It is heard, but does not answer. Add this node\u2019s address to its chorus.gossip.peers, or open the way from it to here.';
  }
  if (node.late) {
    const age = millis(state.columns.ageMillis[node.row]);
    return `Its newest report is ${age} old; at a silence of ${ttl} it is evicted. See whether its process runs.`;
  }
  if (node.state === 'joining') {
    return 'It listens before it takes part. Wait a few seconds.';
  }
  if (node.state === 'muted') {
    return 'An operator has left it out of the sum. Unmute it in the table.';
  }
  const k = significant(peers.settings.coupling);
  const apartHz = significant(Math.abs(detuningHz(model, node)), 2);
  if (node.locking === 'cannot_lock') {
    return (peers.settings.coupling === 0)
      ? 'The coupling is 0. Raise it.'
      : `The natural frequencies are ${apartHz} Hz apart, more than K = ${k} rad/s can lock. Raise the coupling, or bring the frequencies nearer.`;
  }
  if (node.locking === 'drifting') {
    return `The phase difference has moved for ten seconds; the natural frequencies are ${apartHz} Hz apart. Raise the coupling.`;
  }
  if (node.locking === 'apart') {
    return `It stays ${degrees(node.phaseDifference)} away. Raise the coupling, or bring the natural frequencies nearer.`;
  }
  return 'It takes a few seconds to come into step.';
}

/** The natural frequency of a peer less this node's, Hz. */
export function detuningHz(model, node) {
  return model.peers.naturalFrequencyHz[node.row] - model.peers.settings.frequencyHz;
}

/** A phase difference, above 0 where the peer is ahead: a span of time where it is small, an angle where it is not. */
export function difference(model, node) {
  const radians = node.phaseDifference;
  const frequency = Math.abs(model.state.node.frequencyHz);
  if (Math.abs(radians) > 0.2 || frequency === 0) {
    return `${radians > 0 ? '+' : '\u2212'}${degrees(radians)}`;
  }
  const micro = radians / (TURN * frequency) * 1e6;
  return (Math.abs(micro) < 0.5) ? '0 µs' : `${micro > 0 ? '+' : ''}${micros(micro)}`;
}

function degrees(radians) {
  return `${Math.round(Math.abs(radians) * 360 / TURN)}°`;
}

/** What a restart or a long run says: up for 3 h. */
export function upFor(model) {
  const millisUp = model.state.wallMillis - model.peers.startedWallMillis;
  return seconds(Math.max(0, millisUp / 1e3));
}
