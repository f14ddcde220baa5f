/** Carries phases on between the states of the stream, and draws them frame by frame. Runs in a worker or in the page. */

import { drawCircle, hitNode } from './circle.js';

const TURN = 2 * Math.PI;
const BLEND_SECONDS = 0.14;
const FLASH_SECONDS = 0.5;
const GREATEST_FRAME_SECONDS = 0.25;
const GREATEST_CARRY_SECONDS = 2;
const FRAMES_TOLD = 15;

/** Draws the circle of one page. */
export class CirclePainter {

  /**
   * @param canvas of the page, or what the page has handed over of it
   * @param tell takes {beat}: a new one, with its fraction; {frames}: how many more were drawn; {at}: the id of the node that is pointed at, or null
   */
  constructor(canvas, tell) {
    this.canvas = canvas;
    this.ctx = canvas.getContext('2d');
    this.tell = tell;
    this.size = { width: 0, height: 0 };
    this.nodes = [];
    this.phases = new Map();
    this.flash = 0;
    this.drawn = 0;
    this.told = 0;
  }

  /**
   * Takes what has changed.
   *
   * @param change any of: state {nodes, number, phase, frequencyHz, slowdown, epochMillis: when, since 1970, by the browser}; size {width, height,
   *   ratio}; colors; highlight: an id or null; old: whether the state is; calm: whether nothing may move between states; pointer {x, y}
   */
  take(change) {
    if (change.pointer) {
      const at = hitNode(this.size, this.nodes, change.pointer.x, change.pointer.y);
      this.tell({ at: at < 0 ? null : this.nodes[at].id });
      return;
    }
    const moving = this.moves;
    Object.assign(this, change);
    if (change.state) {
      this.takeNodes(change.state.nodes);
    }
    if (change.size) {
      this.canvas.width = Math.round(this.size.width * this.size.ratio);
      this.canvas.height = Math.round(this.size.height * this.size.ratio);
      this.ctx.setTransform(this.size.ratio, 0, 0, this.size.ratio, 0, 0);
    }
    if (!this.moves || change.size || change.colors) {
      this.draw(0);
    }
    if (this.moves !== moving) {
      this.start();
    }
  }

  /** Whether frames come; else only a change is drawn. */
  get moves() {
    return Boolean(this.state) && !this.old && !this.calm;
  }

  takeNodes(nodes) {
    // A node that stays goes on from where it is shown.
    const before = new Map(this.nodes.map((node) => [node.id, node.phase]));
    this.nodes = nodes;
    for (const node of nodes) {
      node.phase = before.get(node.id) ?? NaN;
    }
  }

  start() {
    cancelAnimationFrame(this.frame);
    if (!this.moves) {
      return;
    }
    let before = performance.now();
    const next = () => {
      const now = performance.now();
      const elapsed = Math.min(GREATEST_FRAME_SECONDS, (now - before) / 1e3);
      before = now;
      this.draw(elapsed);
      this.frame = requestAnimationFrame(next);
    };
    this.frame = requestAnimationFrame(next);
  }

  /** Draws the present moment, so many seconds after the frame before. */
  draw(elapsedSeconds) {
    if (!this.state || !this.colors || this.size.width === 0) {
      return;
    }
    if (!this.old) {
      this.advance(elapsedSeconds);
    }
    drawCircle(this.ctx, this.size, this.nodes, {
      colors: this.colors,
      flash: this.calm ? 0 : this.flash,
      stale: this.old,
      highlight: this.highlight,
      speed: this.calm ? 0 : this.state.frequencyHz / this.state.slowdown,
    });
    this.drawn++;
    if (this.told === 0 || this.calm || this.drawn - this.told >= FRAMES_TOLD) {
      this.tell({ frames: this.drawn - this.told });
      this.told = this.drawn;
    }
  }

  /** Moves the nodes on. Corrections are blended in, so that nothing jumps; 0 seconds show each where it is. */
  advance(elapsedSeconds) {
    const { number, phase, frequencyHz: own, slowdown: slow, epochMillis } = this.state;
    const since = (performance.timeOrigin + performance.now() - epochMillis) / 1e3;
    const carry = Math.min(GREATEST_CARRY_SECONDS, Math.max(0, since));
    const base = TURN * (((number % slow) + phase) / slow + own / slow * carry);
    const blend = elapsedSeconds > 0 ? 1 - Math.exp(-elapsedSeconds / BLEND_SECONDS) : 1;
    for (const node of this.nodes) {
      const apart = node.self ? 0 : node.phaseDifference + TURN * (node.frequencyHz - own) * carry;
      const target = base + apart;
      if (Number.isNaN(node.phase)) {
        node.phase = target;
      }
      const carried = node.phase + TURN * (own / slow + (node.self ? 0 : node.frequencyHz - own)) * elapsedSeconds;
      node.phase = wrap(carried + blend * wrap(target - carried));
    }
    this.countBeat(number + phase + own * carry, elapsedSeconds);
  }

  countBeat(beatNow, elapsedSeconds) {
    const seen = Math.floor(beatNow / this.state.slowdown);
    if (this.beat !== undefined && seen > this.beat) {
      this.flash = 1;
    } else {
      this.flash = Math.max(0, this.flash - elapsedSeconds / FLASH_SECONDS);
    }
    if (this.beat === undefined || seen !== this.beat) {
      // Corrections may take the phase back over a beat; it is not shown twice.
      this.beat = Math.max(seen, (seen < this.beat - 1) ? 0 : this.beat ?? 0);
      this.tell({ beat: beatNow });
    }
  }
}

/** An angle in [-π, π). */
function wrap(angle) {
  return angle - TURN * Math.floor((angle + Math.PI) / TURN);
}
