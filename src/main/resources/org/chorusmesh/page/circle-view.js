/** The region "Phase circle": what its painter is told, what is pointed at, the legend. */

import { circleColors } from './circle-colors.js';
import { openPainter } from './circle-thread.js';
import { clock, order } from './format.js';
import { LOCKING_WORDS, SHAPES, spokenSummary, standsApart, STATE_WORDS } from './words.js';

const LABEL_MILLIS = 5000;
const GREATEST_RATIO = 2;

export class CircleView {

  /**
   * @param parts {calm, beat, point(id or null), reveal(id), seen(): the first frame is drawn}
   */
  constructor(root, model, parts) {
    this.model = model;
    this.parts = parts;
    this.root = root;
    this.canvas = root.querySelector('canvas');
    this.order = root.querySelector('[data-part="r"]');
    this.slow = root.querySelector('[data-part="slow"]');
    this.legend = root.querySelector('[data-part="legend"]');
    this.old = false;
    this.highlight = null;
    this.pointedAt = null;
    this.labelledAt = 0;
    this.paint = openPainter(this.canvas, (told) => this.hear(told));
    this.paint({ colors: circleColors(root), calm: parts.calm.matches });
    new ResizeObserver(() => this.resize()).observe(this.canvas);
    this.canvas.addEventListener('pointermove', (event) => this.hover(event));
    this.canvas.addEventListener('pointerleave', () => this.pointAt(null));
    this.canvas.addEventListener('click', () => this.highlight && parts.reveal(this.highlight));
    parts.calm.addEventListener('change', () => this.paint({ calm: parts.calm.matches }));
  }

  /** Takes what a state has brought. */
  update(now) {
    const { model } = this;
    const { state, nodes } = model;
    put(this.order, order(state.order.r));
    const slowdown = model.slowdown();
    put(this.slow, slowdown > 1 ? `Drawn ${slowdown} times slower than it turns` : '');
    put(this.legend, legend(model));
    if (now - this.labelledAt > LABEL_MILLIS) {
      this.labelledAt = now;
      this.canvas.setAttribute('aria-label', `Phases of ${nodes.length} nodes on a circle. ${spokenSummary(model)}`);
    }
    this.paint({
      state: {
        nodes: drawnNodes(model),
        number: state.beat.number,
        phase: state.beat.phase,
        frequencyHz: state.node.frequencyHz,
        slowdown,
        epochMillis: performance.timeOrigin + model.offsetMillis + state.atMillis,
      },
    });
  }

  setOld(old) {
    if (this.old !== old) {
      this.old = old;
      if (this.model.state) {
        put(this.legend, old ? `At ${clock(this.model.state.wallMillis)}: ${legend(this.model)}` : legend(this.model));
      }
      this.paint({ old });
    }
  }

  point(id) {
    this.highlight = id;
    this.paint({ highlight: id });
  }

  restyle() {
    this.paint({ colors: circleColors(this.root) });
  }

  /** Takes what the painter says. */
  hear({ beat, frames, at }) {
    if (frames) {
      if (this.model.framesDrawn === 0) {
        this.parts.seen();
      }
      this.model.framesDrawn += frames;
    } else if (beat !== undefined) {
      this.parts.beat.showNumber(beat, !this.parts.calm.matches);
    } else {
      this.pointAt(at);
    }
  }

  resize() {
    const ratio = Math.min(GREATEST_RATIO, devicePixelRatio);
    this.paint({ size: { width: this.canvas.clientWidth, height: this.canvas.clientHeight, ratio } });
  }

  hover(event) {
    const box = this.canvas.getBoundingClientRect();
    this.paint({ pointer: { x: event.clientX - box.left, y: event.clientY - box.top } });
  }

  pointAt(id) {
    if (id !== this.pointedAt) {
      this.pointedAt = id;
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
  return model.nodes.map((node) => ({
    id: node.id,
    self: node.self,
    state: node.state,
    weight: node.weight,
    inStep: apart ? apart.from.has(node) || (node.inStep && !node.self) : node.inStep,
    expected: node.expected,
    settling: (apart && node.self) ? apart.key === 'settling' : node.settling,
    phaseDifference: node.phaseDifference,
    frequencyHz: node.frequencyHz,
  }));
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
