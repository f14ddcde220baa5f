// The page's timeline: keeps what the node sent, and shows the time that the reader asks for.

import { History } from './timeline-history.js';
import { Happenings } from './timeline-happenings.js';
import { WORDS, element } from './timeline-dom.js';
import { Timeline } from './timeline-plot.js';
import { Readout, factsAt } from './timeline-readout.js';
import { clockText, sameSecond } from './timeline-scale.js';
import { plan } from './timeline-turns.js';

const RANGES = [
  ['10 s', 10_000],
  ['1 min', 60_000],
  ['10 min', 600_000],
  ['1 h', 3_600_000],
];

const DAY = 86_400_000;

/** The room right of the present: a share of what is seen, and at most so many milliseconds. */
const ROOM = 0.03;
const MOST_ROOM = 2000;

const TIME_OF_DAY = '([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?';

/**
 * The timeline of a node.
 *
 * @param container an empty element
 * @param options model: has listAt(number of a beat); fetchTimeline(): a promise of the answer of GET timeline, or of null
 * @returns setTimeline(answer of GET timeline), addState(state event, ids of its rows), setVisible(whether), destroy()
 */
export function createTimeline(container, options) {
  const view = new View(container, options);
  return {
    setTimeline: (answer) => view.setTimeline(answer),
    addState: (state, ids) => view.addState(state, ids),
    setVisible: (visible) => view.setVisible(visible),
    destroy: () => container.replaceChildren(),
  };
}

class View {
  constructor(container, { model, fetchTimeline }) {
    this.history = new History((number) => model?.listAt(number) ?? null);
    this.model = model;
    this.fetchTimeline = fetchTimeline;
    this.visible = false;
    this.span = 60_000;
    this.chosen = null;
    this.right = null;
    this.choice = { by: '', every: 10 };
    container.append(element('h2', 'sr-only', 'Timeline'));
    this.#tools(container);
    const seek = (at) => this.seek(at);
    this.plot = new Timeline(container, {
      words: WORDS.clock,
      seek,
      zoom: (way) => this.#zoom(way),
      describe: (at) => this.#describe(at),
      line: 'this node’s own firing',
      none: 'Firings are kept for the last minute, and while this page is open; this view has none.',
      far: 'Beats are too close here to draw firings: choose a shorter range.',
    });
    const below = element('div', 'timeline-below');
    const readout = element('section', 'timeline-readout');
    this.readout = new Readout(readout);
    const happened = element('section', 'timeline-happened');
    happened.append(element('h3', '', 'What happened'));
    this.happenings = new Happenings(happened, {
      words: WORDS.clock,
      seek,
      newestFirst: true,
      none: 'Nothing yet.',
    });
    below.append(readout, happened);
    container.append(below);
  }

  setTimeline(answer) {
    this.history.seed(answer);
    this.#show();
  }

  addState(state, ids) {
    this.history.self ||= this.model?.peers?.nodeId ?? '';
    this.history.add(state, ids);
    this.#show();
  }

  setVisible(visible) {
    this.visible = visible;
    if (visible && !this.asked) {
      this.asked = true;
      // States that came before this view was there are in the answer.
      this.fetchTimeline().then(
        (answer) => answer && this.setTimeline(answer),
        () => (this.asked = false),
      );
    }
    this.#show();
  }

  /** The reader looks at a time; null for the present. */
  seek(at) {
    this.chosen = at;
    if (at === null) {
      this.right = null;
      this.time.value = '';
    } else {
      this.time.value = clockText(at);
      const { from, to } = this.#range();
      const margin = this.span * 0.05;
      this.right ??= to;
      if (at < from + margin || at > to - margin) {
        this.right = this.#rightOf(at);
      }
    }
    this.now.setAttribute('aria-pressed', String(at === null));
    this.#show();
  }

  #range() {
    const to = this.right ?? this.#latest;
    return { from: to - this.span, to };
  }

  /** Where a view ends that ends with the present. */
  get #latest() {
    return this.history.now + Math.min(MOST_ROOM, this.span * ROOM);
  }

  /** Where a view ends that has a time in its middle; the future is not shown. */
  #rightOf(at) {
    return Math.min(at + this.span / 2, this.#latest);
  }

  #tools(container) {
    const tools = element('div', 'timeline-tools');
    const ranges = element('div', 'segmented');
    ranges.setAttribute('role', 'group');
    ranges.setAttribute('aria-label', 'Range');
    this.ranges = RANGES.map(([name, span]) => {
      const button = element('button', '', name);
      button.type = 'button';
      button.addEventListener('click', () => this.#setSpan(span));
      ranges.append(button);
      return button;
    });
    this.now = element('button', '', 'Now');
    this.now.type = 'button';
    this.now.setAttribute('aria-pressed', 'true');
    this.now.addEventListener('click', () => this.seek(null));
    this.time = element('input');
    Object.assign(this.time, {
      className: 'timeline-clock',
      type: 'text',
      pattern: TIME_OF_DAY,
      placeholder: 'HH:MM:SS',
      title: 'A time of day, 00:00:00 to 23:59:59',
      autocomplete: 'off',
    });
    this.time.addEventListener('change', () => this.#goTo());
    const picker = element('input', 'timeline-picker');
    Object.assign(picker, { type: 'time', step: '1' });
    picker.setAttribute('aria-label', 'Pick a time');
    picker.addEventListener('change', () => {
      this.time.value = picker.value;
      this.#goTo();
    });
    this.by = element('select');
    for (const [value, text] of [
      ['', 'not shown'],
      ['turn', 'turns in cycles of'],
      ['one', 'one owner, every'],
    ]) {
      this.by.append(new Option(text, value));
    }
    this.every = element('input');
    Object.assign(this.every, { type: 'number', min: '1', max: '1000000', value: '10', hidden: true });
    this.every.setAttribute('aria-label', 'Beats');
    this.unit = element('span', '', 'beats');
    this.unit.hidden = true;
    for (const input of [this.by, this.every]) {
      input.addEventListener('input', () => this.#choose());
    }
    const time = element('span', 'timeline-time');
    time.append(labelled('Go to', this.time), picker);
    tools.append(ranges, time, this.now, labelled('Turns', this.by, this.every, this.unit));
    container.append(tools);
    this.#setSpan(this.span);
  }

  #setSpan(span) {
    const middle = this.right === null ? null : (this.chosen ?? this.right - this.span / 2);
    this.span = span;
    if (middle !== null) {
      this.right = this.#rightOf(middle);
    }
    this.ranges.forEach((button, i) => button.setAttribute('aria-pressed', String(RANGES[i][1] === span)));
    this.#show();
  }

  #zoom(way) {
    const now = RANGES.findIndex(([, span]) => span === this.span);
    this.#setSpan(RANGES[Math.min(RANGES.length - 1, Math.max(0, now - way))][1]);
  }

  #goTo() {
    const [hours, minutes, seconds = 0] = this.time.value.split(':').map(Number);
    if (this.time.value !== '' && this.time.reportValidity()) {
      const at = new Date(this.history.now).setHours(hours, minutes, seconds, 0);
      // The last time that it was so late.
      this.seek(at > this.history.now ? at - DAY : at);
    }
  }

  #choose() {
    const every = Math.floor(Number(this.every.value));
    this.every.hidden = this.unit.hidden = this.by.value === '';
    this.choice = { by: this.by.value, every: every >= 1 ? every : 1 };
    this.#show();
  }

  #show() {
    if (!this.visible || !this.plot || this.history.now === null) {
      return;
    }
    const data = this.history.data();
    Object.assign(
      data,
      plan(data.beats, this.choice, (id) => this.history.laneOf(id), data.periodMillis),
    );
    markGone(data);
    const { from, to } = this.#range();
    data.order = this.history.rowsIn(data, from, to);
    this.plot.setData(data);
    this.plot.setRange(from, to, this.history.first, this.history.now);
    this.plot.setCursor(this.chosen);
    this.plot.draw();
    this.happenings.setEvents(data.events);
    this.happenings.setCursor(this.chosen);
    this.readout.show(this.chosen ?? this.history.now, this.chosen === null, data, this.choice);
  }

  #describe(at) {
    const data = this.history.data();
    const said = factsAt(at, data, { by: '' }).slice(0, 3);
    const near = data.events.filter(
      (event) => sameSecond(event.at, at) || Math.abs(event.at - at) < this.span / 60,
    );
    return [clockText(at), ...said.map(([name, value]) => `${name} ${value}`), ...near.map((event) => event.text)].join(
      '. ',
    );
  }
}

/** Marks the turns that the list gives to nodes that have gone. */
function markGone(data) {
  const absent = new Map();
  data.absences.forEach((absence) => absent.set(absence.lane, [...(absent.get(absence.lane) ?? []), absence]));
  for (const bar of data.bars) {
    bar.gone = (absent.get(bar.lane) ?? []).some(({ from, to }) => from < bar.to && to > bar.from);
    bar.text += bar.gone ? ', gone' : '';
  }
}

function labelled(text, ...controls) {
  const label = element('label', '', text);
  label.append(...controls);
  return label;
}
