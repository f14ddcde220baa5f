// What the page knows of the past: an hour of samples and beats, and the last events. Bounded.

import { visible } from './format.js';

const HOUR = 3_600_000;

/** Offsets kept of all beats; the oldest beats go first. */
const MOST_OFFSETS = 400_000;

const MOST_EVENTS = 1000;

const MOST_LANES = 400;

/** Lanes of nodes that are known only from events. */
const MOST_NAMED = 200;

/** Longer without a sample is a gap in the curve, milliseconds. */
const GAP = 5_000;

const ARRIVALS = new Set(['peer_live', 'peer_restarted']);

const DEPARTURES = new Set(['peer_evicted', 'peer_left', 'peer_forgotten']);

export class History {
  /** @param listAt the list of a beat that came without one: {list, held, agreed}, or null */
  constructor(listAt) {
    this.listAt = listAt;
    this.now = null;
    this.self = '';
    this.ids = [];
    this.lanes = new Map();
    this.samples = { t: [], r: [], spread: [], n: [], gap: GAP };
    this.beats = [];
    this.events = [];
    this.periodMillis = 1000;
  }

  /** The first time of which anything is known. */
  get first() {
    return Math.min(
      this.now,
      this.samples.t[0] ?? this.now,
      this.beats[0]?.at ?? this.now,
      this.events[0]?.at ?? this.now,
    );
  }

  /** Takes the answer of GET timeline in the place of what was known up to then. */
  seed(answer) {
    this.now = Math.max(this.now ?? 0, answer.wallMillis);
    const later = (known) => known.filter((each) => each.at > answer.wallMillis);
    const laterEvents = later(this.events);
    const laterBeats = later(this.beats);
    this.self = answer.nodeId;
    const { wallMillis, r, spreadMicros, n } = answer.samples;
    this.samples = { t: [...wallMillis], r: [...r], spread: [...spreadMicros], n: [...n], gap: GAP };
    this.events = [];
    const ids = new Set(answer.beats.flatMap((beat) => Object.keys(beat.offsetMicros)));
    this.#lanes([...ids, ...this.ids]);
    this.#addEvents(answer.events);
    this.events.push(...laterEvents);
    this.beats = [];
    for (const beat of answer.beats) {
      this.#addBeat(beat.number, beat.wallMillis, beat, Object.entries(beat.offsetMicros));
    }
    this.beats.push(...laterBeats);
  }

  /** Takes a state, whose rows are those of the peers of these ids. */
  add(state, ids) {
    const shift = state.wallMillis - state.atMillis;
    this.now = state.wallMillis;
    if (ids !== this.ids) {
      this.ids = ids;
      this.#lanes(ids);
    }
    this.#addSample(state);
    this.#addEvents(state.events);
    const hertz = Math.abs(state.node.frequencyHz);
    this.periodMillis = hertz > 1e-4 ? 1000 / hertz : 1000;
    const fired = state.firedBeat;
    if (fired) {
      this.#addBeat(
        fired.number,
        fired.atMillis + shift,
        fired,
        ids.map((id, row) => [id, fired.offsetMicros[row]]),
      );
    }
  }

  #addSample(state) {
    const { t, r, spread, n } = this.samples;
    const second = Math.floor(state.wallMillis / 1000) * 1000;
    const last = t.length - 1;
    if (last < 0 || second > t[last]) {
      t.push(second);
      r.push(state.order.r);
      spread.push(state.order.spreadMicros);
      n.push(state.order.n);
    } else {
      spread[last] = Math.max(spread[last] ?? 0, state.order.spreadMicros ?? 0) || null;
    }
    const old = t.findIndex((at) => at >= second - HOUR);
    if (old > 0) {
      for (const column of [t, r, spread, n]) {
        column.splice(0, old);
      }
    }
  }

  #addEvents(events) {
    const newest = this.events[this.events.length - 1]?.id ?? -1;
    for (const event of events) {
      if (event.id > newest) {
        this.events.push({
          id: event.id,
          at: event.wallMillis,
          kind: event.kind,
          nodeId: event.nodeId,
          text: visible(event.text),
        });
        // A node that has gone keeps its row while events name it.
        if (event.nodeId !== null && event.kind.startsWith('peer_')) {
          this.#lanes([event.nodeId], MOST_NAMED);
        }
      }
    }
    this.events.splice(0, Math.max(0, this.events.length - MOST_EVENTS));
  }

  #addBeat(number, at, beat, offsets) {
    const before = this.beats[this.beats.length - 1];
    if (before && at <= before.at + 1) {
      return;
    }
    if (before) {
      // Whether there was agreement may have come after the beat itself.
      this.#look(before);
    }
    const row = new Float64Array(this.lanes.size).fill(NaN);
    row[this.laneOf(this.self)] = 0;
    for (const [id, offset] of offsets) {
      const lane = this.laneOf(id);
      if (lane !== undefined && offset !== null && offset !== undefined) {
        row[lane] = offset;
      }
    }
    this.beats.push({ number, at, missed: beat.missed, list: beat.list, held: beat.held ?? [], offsets: row });
    const most = Math.min(3600, Math.ceil(MOST_OFFSETS / Math.max(1, this.lanes.size)));
    this.beats.splice(0, Math.max(0, this.beats.length - most));
  }

  #look(beat) {
    if (beat.list === undefined) {
      Object.assign(beat, this.#listed(beat));
    }
  }

  #listed(beat) {
    const known = this.listAt(beat.number);
    return { list: known?.agreed ? known.list : null, held: known?.held ?? [] };
  }

  /** The beats, the latest with the list that is known by now. */
  get listed() {
    const last = this.beats[this.beats.length - 1];
    return last?.list === undefined && last
      ? [...this.beats.slice(0, -1), { ...last, ...this.#listed(last) }]
      : this.beats;
  }

  /** The lane of an id; undefined if it has none. */
  laneOf(id) {
    return this.lanes.get(id);
  }

  // Lanes are only ever added, so that the offsets of old beats stay in place.
  #lanes(ids, most = MOST_LANES) {
    if (this.self && !this.lanes.has(this.self)) {
      this.lanes.set(this.self, this.lanes.size);
    }
    for (const id of ids) {
      if (!this.lanes.has(id) && this.lanes.size < most) {
        this.lanes.set(id, this.lanes.size);
      }
    }
  }

  /** What a plot draws. */
  data() {
    const present = new Set(this.ids);
    const lanes = [...this.lanes.keys()].map((id) => {
      const self = id === this.self;
      return { id, name: visible(id), self, gone: !self && !present.has(id) };
    });
    const order = lanes
      .map((_, lane) => lane)
      .sort((a, b) => lanes[b].self - lanes[a].self || (lanes[a].id < lanes[b].id ? -1 : 1));
    const events = this.events.map((event) => ({
      ...event,
      lanes: event.nodeId === null ? [] : [this.laneOf(event.nodeId)],
    }));
    return {
      lanes,
      order,
      events,
      series: [this.samples],
      beats: this.listed,
      bars: [],
      dots: [],
      absences: this.#absences(),
      periodMillis: this.periodMillis,
    };
  }

  /** The rows of a view: the nodes that are here, and those that were in it by their events or firings. */
  rowsIn(data, from, to) {
    const lives = this.#lives();
    const beats = data.beats.filter(({ at }) => at >= from && at <= to);
    return data.order.filter((lane) => {
      const life = lives.get(lane);
      return (
        !data.lanes[lane].gone ||
        (life && life.from <= to && life.to >= from) ||
        beats.some((beat) => Number.isFinite(beat.offsets[lane]))
      );
    });
  }

  /** From the first to the last event of each lane; a node that did not arrive was there before. */
  #lives() {
    const lives = new Map();
    for (const { nodeId, kind, at } of this.events) {
      const lane = this.laneOf(nodeId);
      if (lane !== undefined) {
        lives.set(lane, { from: lives.get(lane)?.from ?? (ARRIVALS.has(kind) ? at : -Infinity), to: at });
      }
    }
    return lives;
  }

  #absences() {
    const since = new Map();
    const absences = [];
    for (const event of this.events) {
      const lane = this.laneOf(event.nodeId);
      if (lane !== undefined && DEPARTURES.has(event.kind)) {
        since.set(lane, event.at);
      } else if (lane !== undefined && ARRIVALS.has(event.kind) && since.has(lane)) {
        absences.push({ lane, from: since.get(lane), to: event.at });
        since.delete(lane);
      }
    }
    since.forEach((from, lane) => absences.push({ lane, from, to: this.now + HOUR }));
    return absences;
  }
}
