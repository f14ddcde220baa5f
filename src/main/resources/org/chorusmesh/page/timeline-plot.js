// A timeline: order and spread as curves, and a lane for each node with what it did. It knows neither REST nor streams.

import { micros } from './format.js';
import { HEAD, drawHead } from './timeline-curves.js';
import { coloursAt, context, element } from './timeline-dom.js';
import { kindOf } from './timeline-kinds.js';
import { drawLanes, laneHeight, magnification, markY, rowsOf } from './timeline-lanes.js';
import { Axis } from './timeline-scale.js';

const MESH_LANE = 24;

const NEAR_PIXELS = 9;

/** Nothing to draw. */
export const NO_DATA = {
  lanes: [],
  series: [],
  beats: [],
  bars: [],
  dots: [],
  absences: [],
  events: [],
  periodMillis: 1000,
};

export class Timeline {
  /**
   * @param container an empty element
   * @param options words: one of WORDS; seek(at): the reader chose a time; zoom(factor): they ask for more or less;
   *   describe(at): the words for a time; line: whose firing the line of a beat is; none: what is said where no firing
   *   is in view, far: where beats are too close to be drawn
   */
  constructor(container, options) {
    this.options = options;
    this.data = NO_DATA;
    this.range = [0, 1];
    this.bounds = [0, 1];
    this.cursorAt = null;
    this.plot = element('div', 'timeline-plot');
    this.slider = element('div', 'timeline-slider');
    this.head = element('canvas');
    this.slider.append(this.head);
    this.body = element('canvas');
    this.scroll = element('div', 'timeline-scroll');
    this.scroll.append(this.body);
    this.cursor = element('div', 'timeline-cursor');
    this.tip = element('div', 'timeline-tip');
    this.tip.setAttribute('role', 'tooltip');
    this.tip.hidden = true;
    this.caption = element('p', 'timeline-caption');
    this.plot.append(this.slider, this.scroll, this.cursor, this.tip);
    container.append(this.plot, this.caption);
    this.#makeSlider();
    this.#pointer();
    new ResizeObserver(() => this.draw()).observe(this.plot);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
  }

  /** Shows other data from the next draw on. */
  setData(data) {
    this.data = data;
  }

  /** Which times are seen, and which there are. */
  setRange(from, to, least, most) {
    this.range = [from, to];
    this.bounds = [least, most];
  }

  /** The time that the reader looks at; null for none. */
  setCursor(at) {
    this.cursorAt = at;
    this.#placeCursor();
  }

  get axis() {
    return new Axis(this.range[0], this.range[1], this.scroll.clientWidth);
  }

  /** Draws everything, where it can be seen. */
  draw() {
    // Without the bar by which many lanes scroll.
    const width = this.scroll.clientWidth;
    if (width === 0) {
      return;
    }
    const colours = coloursAt(this.plot);
    const axis = this.axis;
    const lanes = this.data.lanes.length;
    const height = laneHeight(lanes);
    const order = this.data.order ?? this.data.lanes.map((_, lane) => lane);
    const rows = [];
    order.forEach((lane, row) => (rows[lane] = row));
    this.geometry = {
      top: MESH_LANE,
      mesh: MESH_LANE,
      height,
      order,
      rows,
      radius: Math.max(3.5, Math.min(5.5, height * 0.24)),
    };
    const head = context(this.head, width, HEAD);
    head.font = colours.font;
    drawHead(head, axis, this.data, colours, this.options.words);
    const body = context(this.body, width, MESH_LANE + order.length * height + 6);
    body.font = colours.font;
    const full = magnification(this.data, this.range[0], this.range[1]);
    drawLanes(body, axis, this.data, colours, this.geometry, full);
    this.#say(full, axis);
    this.#letScroll();
    this.#placeCursor();
  }

  #say(full, axis) {
    const beatPixels = this.data.periodMillis * axis.perMilli;
    const [from, to] = this.range;
    const text = !this.data.beats.some(({ at }) => at >= from && at <= to)
      ? (this.options.none ?? '')
      : beatPixels < 3
        ? (this.options.far ?? '')
        : `A mark is a firing, and the line of a beat is ${this.options.line}: left of it a node was early, right of it late, by up to ${micros(full)} on either side.`;
    if (this.caption.textContent !== text) {
      this.caption.textContent = text;
    }
  }

  /** Lanes that scroll can be reached without a mouse. */
  #letScroll() {
    const scrolls = this.scroll.scrollHeight > this.scroll.clientHeight + 1;
    if (scrolls !== this.scroll.hasAttribute('tabindex')) {
      this.scroll.toggleAttribute('tabindex', false);
      this.scroll.removeAttribute('role');
      this.scroll.removeAttribute('aria-label');
      if (scrolls) {
        this.scroll.tabIndex = 0;
        this.scroll.setAttribute('role', 'group');
        this.scroll.setAttribute('aria-label', 'Lanes');
      }
    }
  }

  #placeCursor() {
    const seen = this.cursorAt !== null && this.cursorAt >= this.range[0] && this.cursorAt <= this.range[1];
    this.cursor.hidden = !seen;
    if (seen) {
      this.cursor.style.transform = `translateX(${this.axis.x(this.cursorAt).toFixed(1)}px)`;
    }
    const now = this.cursorAt ?? this.range[1];
    this.slider.setAttribute('aria-valuemin', Math.round(this.bounds[0]));
    this.slider.setAttribute('aria-valuemax', Math.round(this.bounds[1]));
    this.slider.setAttribute('aria-valuenow', Math.round(now));
    this.slider.setAttribute('aria-valuetext', this.cursorAt === null ? 'Now' : this.options.describe(now));
  }

  #makeSlider() {
    this.slider.tabIndex = 0;
    this.slider.setAttribute('role', 'slider');
    this.slider.setAttribute('aria-label', 'Time');
    this.slider.addEventListener('keydown', (event) => {
      const now = this.cursorAt ?? this.range[1];
      const step = (this.range[1] - this.range[0]) / (event.shiftKey ? 600 : 60);
      const moves = {
        ArrowLeft: () => now - step,
        ArrowDown: () => now - step,
        ArrowRight: () => now + step,
        ArrowUp: () => now + step,
        Home: () => this.bounds[0],
        End: () => this.bounds[1],
        PageUp: () => this.#eventBeside(now, -1),
        PageDown: () => this.#eventBeside(now, 1),
      };
      if (event.altKey || event.ctrlKey || event.metaKey) {
        return;
      }
      if (moves[event.key]) {
        this.#seek(moves[event.key]());
      } else if (event.key === '+' || event.key === '-') {
        this.options.zoom?.(event.key === '+' ? 1 : -1);
      } else {
        return;
      }
      event.preventDefault();
    });
  }

  #eventBeside(now, direction) {
    const times = this.data.events.map((event) => event.at).sort((a, b) => (a - b) * direction);
    return times.find((at) => (at - now) * direction > 0.5) ?? now;
  }

  #seek(at) {
    this.options.seek(Math.min(this.bounds[1], Math.max(this.bounds[0], at)));
  }

  #pointer() {
    let dragging = false;
    const seek = (event) => this.#seek(this.axis.at(event.clientX - this.plot.getBoundingClientRect().left));
    this.plot.addEventListener('pointerdown', (event) => {
      if (event.button === 0 && event.clientX - this.plot.getBoundingClientRect().left > this.axis.left - 8) {
        dragging = true;
        this.plot.setPointerCapture(event.pointerId);
        seek(event);
      }
    });
    this.plot.addEventListener('pointermove', (event) => (dragging ? seek(event) : this.#hover(event)));
    for (const end of ['pointerup', 'pointercancel']) {
      this.plot.addEventListener(end, () => (dragging = false));
    }
    this.plot.addEventListener('pointerleave', () => (this.tip.hidden = true));
  }

  #hover(pointer) {
    const box = this.body.getBoundingClientRect();
    const x = pointer.clientX - box.left;
    const y = pointer.clientY - box.top;
    const words = y < 0 || !this.geometry ? null : (this.#eventAt(x, y) ?? this.#laneAt(x, y));
    this.tip.hidden = !words;
    if (words) {
      this.tip.textContent = words;
      const left = Math.min(x + 14, this.plot.clientWidth - this.tip.offsetWidth - 4);
      this.tip.style.transform = `translate(${Math.max(0, left)}px, ${pointer.clientY - this.plot.getBoundingClientRect().top + 16}px)`;
    }
  }

  #eventAt(x, y) {
    let best = null;
    let nearest = NEAR_PIXELS;
    const axis = this.axis;
    for (const event of this.data.events) {
      const along = axis.x(event.at) - x;
      if (Math.abs(along) < NEAR_PIXELS) {
        for (const row of rowsOf(event, this.geometry.rows)) {
          const distance = Math.hypot(along, markY(row, this.geometry) - y);
          if (distance < nearest) {
            nearest = distance;
            best = event;
          }
        }
      }
    }
    return best && `${this.options.words.exact(best.at)}  ${best.text} (${kindOf(best.kind).word})`;
  }

  #laneAt(x, y) {
    const row = Math.floor((y - this.geometry.top) / this.geometry.height);
    const lane = this.geometry.order[row];
    if (lane === undefined || x < this.axis.left - 8) {
      return lane === undefined || y < this.geometry.top ? null : this.data.lanes[lane].name;
    }
    const at = this.axis.at(x);
    const bar = this.data.bars.find((each) => each.lane === lane && each.from <= at && at <= each.to);
    const beat = this.#beatNear(lane, at);
    const words = [this.data.lanes[lane].name, bar?.text, beat].filter(Boolean);
    return words.length > 1 ? words.join(': ') : null;
  }

  #beatNear(lane, at) {
    const half = this.data.periodMillis / 2;
    const beat = this.data.beats.find((each) => Math.abs(each.at - at) < half && Number.isFinite(each.offsets[lane]));
    if (!beat) {
      return null;
    }
    const offset = beat.offsets[lane];
    return `beat ${beat.numbers?.[lane] ?? beat.number}, ${offset === 0 ? 'on the line' : `${micros(Math.abs(offset))} ${offset < 0 ? 'early' : 'late'}`}`;
  }
}
