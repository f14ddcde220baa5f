/** The region "Phase circle": frames, what is pointed at, the legend. */

import { circleColors, drawCircle, hitNode } from './circle.js';
import { clock, order } from './format.js';
import { LOCKING_WORDS, SHAPES, spokenSummary, standsApart, STATE_WORDS } from './words.js';

const FLASH_SECONDS = 0.5;
const LABEL_MILLIS = 5000;
const GREATEST_RATIO = 2;

export class CircleView {

  /**
   * @param parts {calm, beat, point(id or null), reveal(id)}
   */
  constructor(root, model, parts) {
    this.model = model;
    this.parts = parts;
    this.canvas = root.querySelector('canvas');
    this.ctx = this.canvas.getContext('2d');
    this.order = root.querySelector('[data-part="r"]');
    this.slow = root.querySelector('[data-part="slow"]');
    this.legend = root.querySelector('[data-part="legend"]');
    this.size = { width: 0, height: 0 };
    this.nodes = this.drawn = model.nodes;
    this.old = false;
    this.flash = 0;
    this.highlight = null;
    this.labelledAt = 0;
    this.colors = circleColors(root);
    this.root = root;
    new ResizeObserver(() => this.resize()).observe(this.canvas);
    this.canvas.addEventListener('pointermove', (event) => this.hover(event));
    this.canvas.addEventListener('pointerleave', () => parts.point(null));
    this.canvas.addEventListener('click', () => this.highlight && parts.reveal(this.highlight));
    parts.calm.addEventListener('change', () => this.start());
    document.addEventListener('visibilitychange', () => this.start());
  }

  /** Takes what a state has brought. */
  update(now) {
    const { state, nodes } = this.model;
    this.nodes = nodes;
    this.drawn = drawnNodes(this.model);
    put(this.order, order(state.order.r));
    const slowdown = this.model.slowdown();
    put(this.slow, slowdown > 1 ? `Drawn ${slowdown} times slower than it turns` : '');
    put(this.legend, legend(this.model));
    if (now - this.labelledAt > LABEL_MILLIS) {
      this.labelledAt = now;
      this.canvas.setAttribute('aria-label', `Phases of ${nodes.length} nodes on a circle. ${spokenSummary(this.model)}`);
    }
    if (this.parts.calm.matches) {
      this.draw(now, 0);
    } else if (!this.frame) {
      this.start();
    }
  }

  setOld(old) {
    if (this.old !== old) {
      this.old = old;
      if (this.model.state) {
        put(this.legend, old ? `At ${clock(this.model.state.wallMillis)}: ${legend(this.model)}` : legend(this.model));
      }
      this.start();
    }
  }

  point(id) {
    this.highlight = id;
    if (this.parts.calm.matches || this.old) {
      this.draw(performance.now(), 0);
    }
  }

  restyle() {
    this.colors = circleColors(this.root);
    this.draw(performance.now(), 0);
  }

  /** Frames come while there is something that moves. */
  start() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (this.old && this.model.state) {
      this.draw(performance.now(), 0);
    }
    if (document.hidden || this.old || this.parts.calm.matches || !this.model.state) {
      return;
    }
    let before = performance.now();
    const next = () => {
      const now = performance.now();
      const elapsed = Math.min(0.25, (now - before) / 1e3);
      before = now;
      this.draw(now, elapsed);
      this.frame = requestAnimationFrame(next);
    };
    this.frame = requestAnimationFrame(next);
  }

  draw(now, elapsedSeconds) {
    const { model } = this;
    if (!model.state || this.size.width === 0) {
      return;
    }
    const calm = this.parts.calm.matches;
    if (!this.old) {
      model.advance(now, elapsedSeconds);
      this.countBeat(now, elapsedSeconds, calm);
    }
    if (this.nodes !== model.nodes) {
      // Who has come or gone is judged with the next state.
      this.nodes = this.drawn = model.nodes;
    } else if (this.drawn !== model.nodes) {
      model.nodes.forEach((node, i) => (this.drawn[i].phase = node.phase));
    }
    drawCircle(this.ctx, this.size, this.drawn, {
      colors: this.colors,
      flash: calm ? 0 : this.flash,
      stale: this.old,
      highlight: this.highlight,
      speed: calm ? 0 : model.state.node.frequencyHz / model.slowdown(),
    });
    model.framesDrawn++;
  }

  countBeat(now, elapsedSeconds, calm) {
    const beatNow = this.model.beatAt(now);
    const seen = Math.floor(beatNow / this.model.slowdown());
    if (this.beat !== undefined && seen > this.beat) {
      this.flash = 1;
    } else {
      this.flash = Math.max(0, this.flash - elapsedSeconds / FLASH_SECONDS);
    }
    if (this.beat === undefined || seen !== this.beat) {
      // Corrections may take the phase back over a beat; it is not shown twice.
      this.beat = Math.max(seen, (seen < this.beat - 1) ? 0 : this.beat ?? 0);
      this.parts.beat.showNumber(beatNow, !calm);
    }
  }

  resize() {
    const ratio = Math.min(GREATEST_RATIO, devicePixelRatio);
    const { clientWidth: width, clientHeight: height } = this.canvas;
    this.size = { width, height };
    if (width === 0) {
      return;
    }
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.draw(performance.now(), 0);
  }

  hover(event) {
    const box = this.canvas.getBoundingClientRect();
    const at = hitNode(this.size, this.model.nodes, event.clientX - box.left, event.clientY - box.top);
    const id = at < 0 ? null : this.model.nodes[at].id;
    if (id !== this.highlight) {
      this.parts.point(id);
      this.canvas.style.cursor = id ? 'pointer' : '';
    }
  }
}

function put(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** The nodes as they are drawn: where this node stands apart from peers that are together, it is the one that is off the hand. */
function drawnNodes(model) {
  const apart = standsApart(model);
  if (!apart) {
    return model.nodes;
  }
  const settling = apart.key === 'settling';
  return model.nodes.map((node) => (node.self
    ? { ...node, inStep: false, expected: true, settling }
    : { ...node, inStep: node.inStep || apart.from.has(node) }));
}

/** What the shapes on the circle mean, with how many there are. */
function legend(model) {
  const counts = new Map();
  const apart = standsApart(model);
  const locking = (key) => `${SHAPES[key]} ${LOCKING_WORDS[key]}`;
  for (const node of model.nodes) {
    const kind = (node.state !== 'live') ? `${SHAPES[node.state]} ${STATE_WORDS[node.state]}`
      : node.self ? (apart ? locking(apart.key) : node.inStep ? '● in step' : node.settling ? '◇ settling' : '◆ out of step')
        : locking(apart?.from.has(node) ? 'in_step' : node.locking);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, n]) => `${kind.slice(0, 1)}\u00a0${n}\u00a0${kind.slice(2).replaceAll(' ', '\u00a0')}`).join('   ');
}
