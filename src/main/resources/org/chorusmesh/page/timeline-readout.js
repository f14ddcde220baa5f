// What is known of one moment, in words.

import { micros, order } from './format.js';
import { element, setText } from './timeline-dom.js';
import { clockText, lastAt, sameSecond } from './timeline-scale.js';

/** A sample this old says nothing of the moment, milliseconds. */
const OLD_MILLIS = 2500;

const MOST_NAMED = 6;

/**
 * Name and value of each fact.
 *
 * @param at the moment
 * @param data what the plot draws, with n, how many nodes, in its first series
 * @param choice by: 'turn', 'one' or ''
 */
export function factsAt(at, data, choice) {
  const facts = sampleAt(at, data.series[0]);
  const beat =
    data.beats[
      lastAt(
        data.beats.map((each) => each.at),
        at,
      )
    ];
  if (beat && at - beat.at < 2 * data.periodMillis) {
    facts.push(['Beat', `${beat.number}${beat.missed ? `, after ${beat.missed} missed` : ''}`]);
    facts.push(...firings(beat, data));
    facts.push(['Agreement', beat.list ? `on ${beat.list.length} members` : 'none: no member acts alone']);
  } else if (!data.beats.some((each) => each.at <= at)) {
    facts.push(['Firings', 'no longer kept']);
  }
  if (choice.by === 'turn') {
    const running = data.bars.filter((bar) => bar.from <= at && at < bar.to);
    facts.push([
      'Turn',
      running.map((bar) => `${data.lanes[bar.lane]?.name ?? '?'}, ${bar.text}`).join('; ') || 'no member’s',
    ]);
  } else if (choice.by === 'one') {
    const last =
      data.dots[
        lastAt(
          data.dots.map((dot) => dot.at),
          at,
        )
      ];
    facts.push(['Owner', last ? last.text : 'no member']);
  }
  return facts;
}

function eventsAt(at, data) {
  const texts = data.events.filter((event) => sameSecond(event.at, at)).map((event) => event.text);
  return texts.length > 0 ? [['Events', texts.join('. ')]] : [];
}

function sampleAt(at, samples) {
  const i = lastAt(samples.t, at);
  if (i < 0 || at - samples.t[i] > OLD_MILLIS) {
    return [['Order', 'not on record']];
  }
  const r = samples.r[i];
  const spread = samples.spread[i];
  return [
    ['Order r', r === null ? 'a lone node has none' : `${order(r)} of ${samples.n[i]} nodes`],
    ['Spread', spread === null ? 'none: no peer in step' : micros(spread)],
  ];
}

function firings(beat, data) {
  const fired = [];
  const absent = [];
  data.lanes.forEach(({ name, gone }, lane) => {
    if (Number.isFinite(beat.offsets[lane])) {
      fired.push(lane);
    } else if (!gone) {
      absent.push(name);
    }
  });
  fired.sort((a, b) => beat.offsets[a] - beat.offsets[b]);
  const said = (lane) => {
    const offset = beat.offsets[lane];
    const away = data.lanes[lane].self
      ? 'this node'
      : `${micros(Math.abs(offset))} ${offset < 0 ? 'before' : 'after'} this node`;
    return `${data.lanes[lane].name}, ${away}`;
  };
  if (fired.length < 2 && absent.length > 0) {
    return [['Firings', 'not in step: no firing to compare']];
  }
  const facts =
    fired.length > 1
      ? [
          ['First', said(fired[0])],
          ['Last', said(fired[fired.length - 1])],
        ]
      : [];
  if (absent.length > 0) {
    const more = absent.length > MOST_NAMED ? ` and ${absent.length - MOST_NAMED} more` : '';
    facts.push(['Not in step', absent.slice(0, MOST_NAMED).join(', ') + more]);
  }
  return facts;
}

/** Shows the facts of one moment, and changes only what is another. */
export class Readout {
  constructor(container) {
    this.heading = element('h3');
    this.facts = element('dl');
    container.append(this.heading, this.facts);
  }

  show(at, isNow, data, choice) {
    setText(this.heading, isNow ? 'Now' : `At ${clockText(at)}`);
    const facts = factsAt(at, data, choice);
    if (!isNow) {
      facts.push(...eventsAt(at, data));
    }
    while (this.facts.children.length > 2 * facts.length) {
      this.facts.lastChild.remove();
    }
    facts.forEach(([name, value], i) => {
      if (this.facts.children.length <= 2 * i) {
        this.facts.append(element('dt'), element('dd'));
      }
      setText(this.facts.children[2 * i], name);
      setText(this.facts.children[2 * i + 1], value);
    });
  }
}
