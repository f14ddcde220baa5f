/** What the stream has said. */

const GREATEST_CARRY_SECONDS = 2;
const FASTEST_SHOWN_HZ = 2;
const PATIENCE_MILLIS = 10_000;
const LATE_STALENESS = 0.25;
const GONE_MILLIS = 3_600_000;
const EVENT_MILLIS = 3000;
const KEPT_EVENTS = 1000;
const KEPT_LISTS = 600;

const GOODBYES = new Set(['peer_left', 'peer_forgotten']);
const PRESENCE = new Set(['peer_evicted', 'peer_live', 'peer_one_way', 'peer_restarted', ...GOODBYES]);

const STATES = { L: 'live', F: 'fading', J: 'joining', O: 'one_way', M: 'muted' };
const LOCKINGS = { I: 'in_step', S: 'settling', A: 'apart', D: 'drifting', C: 'cannot_lock', U: 'uncoupled' };

/** The mesh as one node sees it. */
export class Model {

  constructor() {
    this.peers = null;
    this.addresses = new Map();
    this.members = null;
    this.state = null;
    /** One for each node, this one first; the order lasts while no node comes or goes. */
    this.nodes = [];
    this.events = [];
    /** Lists by the number from which on they hold, the oldest first. */
    this.lists = [];
    /** Whether there was agreement, by the first number of the epoch. */
    this.agreed = new Map();
    /** The latest event of each peer that says whether it is there. */
    this.news = new Map();
    /** When silent peers were no longer there: an event may be missing where many go at once. */
    this.vanished = new Map();
    this.lastBeat = null;
    this.received = { bytes: 0, states: 0, atMillis: 0 };
    this.framesDrawn = 0;
    this.offsetMillis = null;
  }

  /** Takes an event "peers". Another boot of the node starts everything over. */
  takePeers(peers) {
    if (this.peers && this.peers.bootId !== peers.bootId) {
      this.forget();
    }
    this.peers = peers;
    this.addresses = new Map(peers.addresses.map((address) => [address.nodeId, address]));
    this.rebuild();
  }

  /** Whether the latest state speaks of the peers as they are now; for a moment it does not when one has come or gone. */
  get ready() {
    return this.state !== null && this.state.peers === this.peers.version;
  }

  /** Takes an event "members". */
  takeMembers(members) {
    this.members = members;
    for (const epoch of [members.presentEpoch, members.comingEpoch]) {
      if (epoch?.list) {
        this.addList(epoch.firstNumber, epoch.list, epoch.held ?? []);
      }
    }
  }

  /** Takes beats of the timeline: what was agreed on when they fired. */
  takeBeats(beats) {
    for (const beat of beats) {
      this.keepAgreed(beat.number, beat.list !== null);
      if (beat.list) {
        this.addList(beat.number, beat.list, beat.held);
      }
    }
  }

  addList(firstNumber, list, held) {
    const before = this.lists.findLast((known) => known.firstNumber <= firstNumber);
    const same = before && before.list.join('\n') === list.join('\n');
    if (same && (held === undefined || before.held.join('\n') === held.join('\n'))) {
      return;
    }
    const others = this.lists.filter((known) => known.firstNumber !== firstNumber);
    this.lists = [...others, { firstNumber, list, held: held ?? [] }].sort((a, b) => a.firstNumber - b.firstNumber).slice(-KEPT_LISTS);
  }

  keepAgreed(number, agreed) {
    this.agreed.set(number, agreed);
    if (this.agreed.size > KEPT_LISTS) {
      this.agreed.delete(this.agreed.keys().next().value);
    }
  }

  /** For beats before this page was opened: the list of now, which is theirs unless a member has come or gone. */
  presentList() {
    const oldest = this.lists[0];
    return oldest ? { list: oldest.list, held: oldest.held, agreed: this.presentAgreed(), assumed: true } : null;
  }

  presentAgreed() {
    return (this.state?.beat.presentEpoch ?? this.members?.presentEpoch)?.agreed === true;
  }

  /**
   * The list by which the nodes act on a beat.
   *
   * @returns {list, held, agreed, assumed}; null if no list is known
   */
  listAt(number) {
    const known = this.lists.findLast((entry) => entry.firstNumber <= number);
    if (!known) {
      return this.presentList();
    }
    const epoch = number - number % (this.members?.epochBeats ?? 1);
    const seen = this.agreed.get(number) ?? this.agreed.get(epoch);
    return { list: known.list, held: known.held, agreed: seen ?? this.presentAgreed(), assumed: seen === undefined };
  }

  /** Takes an event "state" that came at an instant of the browser's clock, milliseconds. */
  takeState(state, atMillis) {
    this.state = state;
    this.received.states++;
    const offset = atMillis - state.atMillis;
    // A state that comes late says nothing of the clocks; the least delay of late is the best.
    this.offsetMillis = (this.offsetMillis === null || Math.abs(offset - this.offsetMillis) > 5000)
      ? offset
      : Math.min(offset, this.offsetMillis + 0.25);
    const epoch = state.beat.presentEpoch ?? this.members?.presentEpoch;
    if (epoch) {
      this.keepAgreed(epoch.firstNumber, epoch.agreed);
    }
    if (state.firedBeat) {
      this.lastBeat = state.firedBeat;
    }
    if (state.events?.length) {
      this.addEvents(state.events);
    }
    this.readColumns();
  }

  /** Takes events of the timeline or the stream; each is kept once, in order. */
  addEvents(events) {
    const newest = this.events.at(-1)?.id ?? -1;
    if (events.every((event) => event.id > newest)) {
      this.events.push(...events);
    } else {
      const byId = new Map([...this.events, ...events].map((event) => [event.id, event]));
      this.events = [...byId.values()].sort((a, b) => a.id - b.id);
    }
    this.events.splice(0, Math.max(0, this.events.length - KEPT_EVENTS));
    this.news = new Map(this.events.filter((event) => PRESENCE.has(event.kind)).map((event) => [event.nodeId, event]));
  }

  forget() {
    this.state = null;
    this.members = null;
    this.nodes = [];
    this.events = [];
    this.lists = [];
    this.agreed.clear();
    this.news.clear();
    this.vanished.clear();
    this.lastBeat = null;
    this.offsetMillis = null;
  }

  rebuild() {
    const before = new Map(this.nodes.map((node) => [node.id, node]));
    const keep = (id, self) => before.get(id) ?? {
      id, self, row: -1, state: 'live', locking: 'in_step', weight: 1,
      inStep: false, expected: false, settling: false,
    };
    const peers = this.peers.ids.map((id) => keep(id, false));
    peers.forEach((node, row) => {
      node.row = row;
    });
    this.notePresence(before);
    peers.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
    this.nodes = [keep(this.peers.nodeId, true), ...peers];
  }

  /** Remembers which silent peers are no longer there, and since when, by the node's wall clock. */
  notePresence(before) {
    this.present = new Set(this.peers.ids);
    this.present.forEach((id) => this.vanished.delete(id));
    for (const node of before.values()) {
      if (!this.present.has(node.id) && node.state === 'fading' && this.state) {
        this.vanished.set(node.id, this.state.wallMillis);
      }
    }
  }

  /** Those who have gone without a goodbye within the last hour, the first first: [id, wallMillis]. */
  goneLately() {
    const now = this.state.wallMillis;
    const gone = new Map();
    for (const [id, wallMillis] of this.vanished) {
      if (now - wallMillis >= EVENT_MILLIS) {
        gone.set(id, wallMillis);
      }
    }
    for (const [id, { kind, wallMillis }] of this.news) {
      if (kind === 'peer_evicted') {
        gone.set(id, wallMillis);
      } else if (GOODBYES.has(kind)) {
        gone.delete(id);
      }
    }
    return [...gone].filter(([id, wallMillis]) => !this.present.has(id) && now - wallMillis < GONE_MILLIS).sort((a, b) => a[1] - b[1]);
  }

  readColumns() {
    const { state } = this;
    const { columns } = state;
    for (const node of this.nodes) {
      if (node.self) {
        node.inStep = state.node.inStep;
        node.state = (state.node.state === 'joining') ? 'joining' : 'live';
        node.expected = state.node.state === 'running';
        node.frequencyHz = state.node.frequencyHz;
        node.phaseDifference = 0;
      } else {
        node.state = STATES[columns.state[node.row]] ?? 'live';
        node.locking = LOCKINGS[columns.locking[node.row]] ?? 'settling';
        node.inStep = node.locking === 'in_step';
        node.expected = node.locking !== 'uncoupled';
        node.settling = node.locking === 'settling';
        node.weight = columns.weight[node.row];
        node.frequencyHz = columns.frequencyHz[node.row];
        node.phaseDifference = columns.phaseDifference[node.row];
        // A load lets reports be late for a moment; that is no fault yet, unless it costs the peer its weight.
        node.late = node.state === 'fading' && (columns.staleness[node.row] >= LATE_STALENESS || !node.expected);
      }
    }
    const self = this.nodes[0];
    // It is not this node that settles while others have had the time to.
    self.settling = state.node.outOfStepMillis < PATIENCE_MILLIS
      && this.nodes.every((node) => node.self || node.inStep || node.settling || !node.expected);
  }

  /** By how much the circle turns slower than the phases, so that the eye can follow. */
  slowdown() {
    // Not the frequency of the moment: it swings where nodes are out of step, and the circle would jump.
    const frequency = Math.abs(this.peers.settings.frequencyHz);
    return (frequency <= FASTEST_SHOWN_HZ * 1.25) ? 1 : Math.ceil(frequency / FASTEST_SHOWN_HZ);
  }

  /** Seconds since the latest state left its node, as far as the browser can tell. */
  carrySeconds(nowMillis) {
    const since = (nowMillis - this.offsetMillis - this.state.atMillis) / 1e3;
    return Math.min(GREATEST_CARRY_SECONDS, Math.max(0, since));
  }

  /** The beat number with its fraction at an instant of the browser's clock. */
  beatAt(nowMillis) {
    const { beat, node } = this.state;
    return beat.number + beat.phase + node.frequencyHz * this.carrySeconds(nowMillis);
  }

  /** The address at which a node is heard; undefined where this node does not dial it. */
  addressOf(id) {
    return this.addresses.get(id);
  }
}
