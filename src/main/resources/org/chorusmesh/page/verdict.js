/** What a visitor sees first: is the mesh in step, who is not, and why. */

import { clock, micros, millis, order, significant, visible } from './format.js';
import { addressTone, ADDRESS_WORDS, faultGroups, names, spokenSummary, summary, upFor, verdict } from './words.js';

const MOST_NAMED = 4;
const MOST_ADDRESSES = 3;
const SPOKEN_MILLIS = 5000;
const SPREAD = /, within [\d.]+ \S+?(?=[.,])/;

/** What the node says of peers, and the kinds of fault that say it too; `said`: where the node's words are the better ones. */
const SENTENCES = [
  { pattern: /^(K too low|The coupling is 0)/, kinds: ['cannot_lock'], said: true },
  { pattern: /^Drifting/, kinds: ['drifting'], said: true },
  { pattern: /^Locked but/, kinds: ['apart'], said: true },
  { pattern: /^Muted/, kinds: ['muted'] },
  // Who is late is listed from the table, once it matters.
  { pattern: /^Reports are late from/, always: true, kinds: [] },
  { pattern: /^This node is not heard by/, kinds: ['one_way'] },
  { pattern: /^(This node has not been in step|beat numbers are not agreed: this)/i, kinds: ['cannot_lock', 'drifting', 'apart', 'settling', 'fading'] },
];

export class VerdictView {

  /**
   * @param on {showAll()}
   */
  constructor(root, model, on) {
    this.model = model;
    this.word = root.querySelector('#in-step');
    this.hero = root.querySelector('.verdict');
    this.sentence = root.querySelector('[data-part="sentence"]');
    this.spoken = root.querySelector('[aria-label="Summary"]');
    this.list = root.querySelector('[data-part="faults"]');
    this.more = root.querySelector('[data-part="more"]');
    this.alert = root.querySelector('[aria-label="Connection"]');
    this.age = this.alert.querySelector('[data-part="age"]');
    this.figures = Object.fromEntries([...root.querySelectorAll('[data-figure]')]
      .map((element) => [element.dataset.figure, element]));
    this.more.addEventListener('click', () => on.showAll());
    this.spokenAt = -Infinity;
    this.items = new Map();
  }

  update() {
    const { word, tone } = verdict(this.model);
    put(this.word, word);
    this.hero.dataset.tone = tone;
    const sentence = summary(this.model);
    put(this.sentence, sentence);
    this.speak(`${word}. ${spokenSummary(this.model)}`);
    this.showFigures();
    this.showFaults();
  }

  /** The live region changes at most once in five seconds, and ends at what is true then. */
  speak(text) {
    this.unspoken = text;
    const wait = this.spokenAt + SPOKEN_MILLIS - performance.now();
    if (wait <= 0) {
      this.speakNow();
    } else {
      this.speaking ??= setTimeout(() => this.speakNow(), wait);
    }
  }

  speakNow() {
    clearTimeout(this.speaking);
    this.speaking = undefined;
    // A spread that trembles is no news.
    const news = this.unspoken.replace(SPREAD, '');
    if (news !== this.spokenNews) {
      this.spokenAt = performance.now();
      this.spokenNews = news;
      this.spoken.textContent = this.unspoken;
    }
  }

  showFigures() {
    const { state, peers, members } = this.model;
    put(this.figures.node, visible(peers.nodeId));
    put(this.figures.mesh, visible(peers.mesh));
    this.figures.mesh.parentElement.hidden = false;
    put(this.figures.up, `up for ${upFor(this.model)}`);
    put(this.figures.health, state.health);
    this.figures.health.dataset.tone = { UP: 'good', DEGRADED: 'warn', DOWN: 'bad' }[state.health] ?? 'quiet';
    put(this.figures.spread, state.order.spreadMicros === null ? '\u2013' : micros(state.order.spreadMicros));
    put(this.figures.present, String(members?.present ?? peers.ids.length + 1));
    put(this.figures.reports, `every ${millis(state.node.reportPeriodMillis)}`);
    const { couplingMargin, mesh } = state.order;
    // A node that hears all others shows the mesh already.
    this.figures['mesh-order'].parentElement.hidden = !mesh || mesh.n <= state.order.n;
    put(this.figures['mesh-order'], order(mesh?.r));
    put(this.figures.coupling, margin(peers.settings.coupling, couplingMargin));
    this.figures.coupling.dataset.tone = (couplingMargin ?? 1) < 1 ? 'warn' : '';
  }

  showFaults() {
    const { state, peers } = this.model;
    const groups = faultGroups(this.model);
    const items = groups.map((group) => ({
      key: `nodes ${group.key}`, shape: group.shape, who: names(group.ids, MOST_NAMED), what: ` ${group.what}`,
      more: said(state, group.key) ?? group.advice, tone: group.tone,
    }));
    for (const address of peers.addresses.filter((one) => addressTone(one.state) === 'warn').slice(0, MOST_ADDRESSES)) {
      items.push({
        key: `address ${address.name} ${address.address}`, shape: '!', who: visible(address.name),
        what: `: ${ADDRESS_WORDS[address.state]}`, more: sentence(address.problem ?? ''), tone: 'warn',
      });
    }
    const gone = this.model.goneLately();
    if (gone.length > 0) {
      const latest = clock(gone.at(-1)[1]);
      const several = gone.length > 1;
      items.push({
        key: 'gone', shape: '○', who: names(gone.map(([id]) => id), MOST_NAMED),
        what: several ? ` (${gone.length} nodes) have gone, the latest at ${latest}` : ` has been gone since ${latest}`,
        more: `${several ? 'They' : 'It'} said no goodbye. Start ${several ? 'them' : 'it'} again unless that was meant.`, tone: 'quiet',
      });
    }
    const down = state.health === 'DOWN';
    const problems = others(state.problems ?? [], groups, peers.addresses)
      .map((problem) => ({ key: `problem ${problem}`, shape: '!', who: '', what: visible(problem), more: '', tone: down ? 'bad' : 'warn' }));
    items.splice(down ? 0 : items.length, 0, ...problems);
    for (const advice of others(state.guidance ?? [], groups, [])) {
      items.push({ key: `guidance ${advice}`, shape: '›', who: '', what: '', more: sentence(visible(advice)), tone: 'quiet' });
    }
    this.patchItems(items);
    this.more.hidden = groups.every((group) => group.ids.length <= MOST_NAMED);
  }

  patchItems(items) {
    const keys = new Set(items.map((item) => item.key));
    for (const [key, item] of this.items) {
      if (!keys.has(key)) {
        item.element.remove();
        this.items.delete(key);
      }
    }
    let after = null;
    for (const item of items) {
      const shown = this.items.get(item.key) ?? this.addItem(item.key);
      put(shown.shape, item.shape);
      put(shown.who, item.who);
      put(shown.what, item.what);
      put(shown.more, item.more);
      shown.element.dataset.tone = item.tone;
      const next = after ? after.nextSibling : this.list.firstChild;
      if (next !== shown.element) {
        this.list.insertBefore(shown.element, next);
      }
      after = shown.element;
    }
    this.list.hidden = items.length === 0;
  }

  addItem(key) {
    const element = document.createElement('li');
    const make = (name, className) => {
      const made = document.createElement(name);
      made.className = className;
      return made;
    };
    const shape = make('span', 'shape');
    shape.ariaHidden = 'true';
    const text = make('p', 'fault');
    const who = make('bdi', 'who');
    const what = make('span', 'what');
    const more = make('span', 'more');
    text.append(who, what, more);
    element.append(shape, text);
    const item = { element, shape, who, what, more };
    this.items.set(key, item);
    return item;
  }

  /**
   * Shows that what is shown is old.
   *
   * @param millis how old; null if it is fresh
   */
  showAge(millis, known) {
    this.alert.hidden = millis === null;
    if (millis === null) {
      this.saidAge = undefined;
      return;
    }
    if (known) {
      put(this.figures.health, 'unknown');
      this.figures.health.dataset.tone = 'quiet';
      this.speak('The present state is unknown.');
    }
    const age = Math.floor(millis / 1e3);
    // A screen reader hears it at once, and then ever less often.
    const spoken = [120, 60, 30, 10, 5, 2].find((step) => age >= step) ?? 2;
    if (this.saidAge !== spoken) {
      this.saidAge = spoken;
      this.alert.querySelector('.sr-only').textContent = known
        ? `Shown state is ${spoken} s old. Reconnecting.` : 'No connection yet. Connecting.';
    }
    put(this.age, known ? `Shown state is ${age} s old. Reconnecting` : 'No connection yet. Connecting');
  }
}

/** The node's own sentence on those who are not in step, as it knows by how much K is too low. */
function said(state, kind) {
  const about = SENTENCES.find((one) => one.said && one.kinds.includes(kind));
  const found = about && (state.guidance ?? []).find((text) => about.pattern.test(text));
  return found && sentence(visible(found));
}

/** Sentences of the node that nothing above them says already. */
function others(sentences, groups, addresses) {
  const kinds = new Set(groups.map((group) => group.key));
  return sentences.filter((text) => !SENTENCES.some((one) => one.pattern.test(text) && (one.always || one.kinds.some((kind) => kinds.has(kind))))
    && !addresses.some((address) => text.startsWith(address.name)));
}

function sentence(text) {
  return text && `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}

function margin(coupling, ratio) {
  const k = `${significant(coupling)} rad/s`;
  return (ratio === null || ratio === undefined) ? k : `${k}, ${significant(ratio, 2)} × critical`;
}

function put(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
