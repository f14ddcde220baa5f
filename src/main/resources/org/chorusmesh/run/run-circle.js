// One run as a phase circle.

import { drawCircle } from '../page/circle.js';
import { order } from '../page/format.js';
import { context, element, setText } from '../page/timeline-dom.js';
import { lastAt, radiansText } from '../page/timeline-scale.js';

const TURN = 2 * Math.PI;

/** A node is shown in step within this of the mean phase: where nodes count as beside each other. */
const BESIDE = TURN / 8;

/** Names are drawn in meshes of up to so many nodes. */
const MOST_TAGGED = 60;

const PHASE_UNIT = 1e-4;

/** One run with what is drawn of it. */
export class Run {
  constructor(container, ids, played, index) {
    this.ids = ids;
    this.played = played;
    this.index = index;
    this.times = played.frames.seconds.map((seconds) => seconds * 1000);
    this.curveTimes = played.curve.seconds.map((seconds) => seconds * 1000);
    this.nodes = ids.map((id) => ({
      id,
      phase: 0,
      weight: 1,
      self: false,
      expected: true,
      inStep: true,
      state: 'live',
    }));
    this.#figure(container);
  }

  #figure(container) {
    const figure = element('figure', 'played-circle');
    const disc = element('div', 'disc');
    const centre = element('div', 'centre');
    this.canvas = element('canvas');
    this.canvas.setAttribute('role', 'img');
    this.order = element('b');
    this.spread = element('span');
    this.running = element('span');
    centre.append(this.order, this.spread, this.running);
    disc.append(this.canvas, centre);
    const caption = element('figcaption', '', this.played.name);
    caption.style.setProperty('--series', `var(--series-${(this.index % 6) + 1})`);
    figure.append(disc, caption);
    container.append(figure);
  }

  /** Order, spread and how many run at a time. */
  at(millis) {
    const { r, spread, running } = this.played.curve;
    const i = Math.max(0, lastAt(this.curveTimes, millis + 0.001));
    return { r: r[i], spread: spread[i], running: running[i] };
  }

  /** Moves the nodes to where they are at a time, between two frames on the straight way from one to the other. */
  move(millis, turning) {
    const { mean, phases } = this.played.frames;
    const i = Math.max(0, lastAt(this.times, millis));
    const j = Math.min(this.times.length - 1, i + 1);
    const share = j > i ? (millis - this.times[i]) / (this.times[j] - this.times[i]) : 0;
    const carried = mean[j] === null ? 0 : (mean[j] - mean[i]) * share;
    const centre = turning && mean[i] !== null ? mean[i] + carried : 0;
    this.nodes.forEach((node, n) => {
      const from = phases[n]?.[i] ?? null;
      node.expected = from !== null;
      if (from === null) {
        // It keeps its lane, and nothing is drawn.
        node.phase = NaN;
        node.inStep = false;
        return;
      }
      const to = phases[n][j] ?? from;
      const way = wrapped((to - from) * PHASE_UNIT);
      const relative = wrapped(from * PHASE_UNIT + way * share);
      node.phase = centre + relative;
      node.inStep = Math.abs(relative) < BESIDE;
    });
  }

  draw(millis, turning, colors) {
    const width = this.canvas.parentElement.clientWidth;
    if (width === 0) {
      return;
    }
    const { r, spread, running } = this.at(millis);
    const { phases } = this.played.frames;
    this.move(millis, turning);
    const ctx = context(this.canvas, width, width);
    drawCircle(ctx, { width, height: width }, phases.length > 0 ? this.nodes : [], {
      colors,
      r,
      flash: 0,
      stale: false,
      highlight: null,
      tags: this.ids.length <= MOST_TAGGED,
    });
    setText(this.order, r === null ? '' : `r ${order(r)}`);
    setText(this.spread, spread === null ? '' : `spread ${radiansText(spread)}`);
    setText(this.running, `${running} of ${this.ids.length} run`);
  }

  describe(millis) {
    const { r, running } = this.at(millis);
    this.move(millis, false);
    const away = this.nodes.filter((node) => node.expected && !node.inStep);
    const named = away
      .slice(0, 8)
      .map((node) => node.id)
      .join(', ');
    const apart =
      away.length === 0
        ? 'All are together'
        : `Away from the others: ${named}${away.length > 8 ? ` and ${away.length - 8} more` : ''}`;
    return `${this.played.name}: ${running} of ${this.ids.length} nodes run, ${r === null ? 'no order' : `order r ${order(r)}`}. ${apart}.`;
  }
}

function wrapped(angle) {
  return angle - TURN * Math.round(angle / TURN);
}
