/** The order parameter and the spread over time, drawn by uPlot. Loaded when the curves come near the view. */

import { clock, micros, order } from './format.js';

const REDRAW_MILLIS = 1000;
const MOST_LABELS = 6;

/** The region "Order over time". */
export class Curves {

  constructor(root, history) {
    this.root = root;
    this.history = history;
    this.rangeSeconds = 60;
    this.drawnAt = 0;
    this.orderBox = root.querySelector('[data-curve="r"]');
    this.spreadBox = root.querySelector('[data-curve="spread"]');
    this.caption = root.querySelector('[data-part="caption"]');
    this.readout = root.querySelector('[data-part="readout"]');
    for (const button of root.querySelectorAll('[data-range]')) {
      button.addEventListener('click', () => {
        this.rangeSeconds = Number(button.dataset.range);
        for (const other of root.querySelectorAll('[data-range]')) {
          other.setAttribute('aria-pressed', String(other === button));
        }
        this.draw();
      });
    }
    new ResizeObserver(() => this.resize()).observe(this.orderBox);
  }

  /** Draws at most once a second. */
  update(now) {
    if (now - this.drawnAt >= REDRAW_MILLIS) {
      this.drawnAt = now;
      this.draw();
    }
  }

  /** Makes the plots in the colours of the page as they are now. */
  restyle() {
    for (const plot of this.plots ?? []) {
      plot.destroy();
    }
    this.plots = null;
    this.draw();
  }

  draw() {
    const [times, orders, spreads] = this.history.latest(this.rangeSeconds);
    if (times.length < 2 || this.orderBox.clientWidth === 0) {
      return;
    }
    this.plots ??= this.make();
    this.plots[0].setData([times, orders]);
    this.plots[1].setData([times, spreads]);
    this.caption.textContent = caption(orders, spreads, this.rangeSeconds);
  }

  make() {
    const style = getComputedStyle(this.root);
    const color = (name) => style.getPropertyValue(name).trim();
    const font = `12px ${color('--sans')}`;
    const axis = { stroke: color('--ink-soft'), font, grid: { stroke: color('--line'), width: 1 }, ticks: { show: false } };
    const hover = (plot) => this.point(plot.cursor.idx);
    const options = (stroke, scale, valueAxis) => ({
      width: this.orderBox.clientWidth,
      height: this.height(),
      legend: { show: false },
      cursor: { sync: { key: 'chorus' }, drag: { x: false, y: false }, y: false, points: { size: 7 } },
      hooks: { setCursor: [hover] },
      scales: { x: { range: (plot, min, max) => [max - this.rangeSeconds, max] }, y: scale },
      axes: [
        { ...axis, space: 90, values: (plot, splits) => splits.map((at) => timeLabel(plot, at)), size: 28 },
        { ...axis, size: 62, space: 34, ...valueAxis },
      ],
      series: [{}, { stroke, width: 1.75, points: { show: false } }],
    });
    return [
      new uPlot(options(color('--accent'), { range: (plot, min) => [orderFloor(min), 1.004] },
        { values: (plot, splits) => splits.map((at) => String(Number(at.toFixed(3)))) }), [[], []], this.orderBox),
      new uPlot(options(color('--ink'), { distr: 3, range: (plot, min, max) => decades(min, max) },
        {
          splits: (plot) => powers(plot.scales.y.min, plot.scales.y.max),
          filter: (plot, splits) => labelled(splits),
          values: (plot, splits) => splits.map((at) => (at === null ? '' : micros(at))),
        }),
      [[], []], this.spreadBox),
    ];
  }

  point(index) {
    const at = this.plots?.[0].data[0][index];
    this.readout.textContent = (at === undefined || index === null || index === undefined)
      ? ''
      : `${clock(at * 1e3)}  r ${order(this.plots[0].data[1][index])}  spread ${spreadText(this.plots[1].data[1][index])}`;
  }

  height() {
    return Math.round(Math.min(190, Math.max(120, this.orderBox.clientWidth * 0.3)));
  }

  resize() {
    for (const plot of this.plots ?? []) {
      plot.setSize({ width: this.orderBox.clientWidth, height: this.height() });
    }
    if (!this.plots) {
      this.draw();
    }
  }
}

/** No time where it would stand below the other axis. */
function timeLabel(plot, at) {
  const { min, max } = plot.scales.x;
  return (at - min < 0.06 * (max - min)) ? '' : clock(at * 1e3);
}

/** The least r of the axis: 0.95 while all is well. */
function orderFloor(min) {
  return Math.min(0.95, Math.floor((min ?? 1) * 20) / 20);
}

/** The powers of ten of an axis. */
function powers(min, max) {
  const splits = [];
  for (let at = min; at <= max * 1.001; at *= 10) {
    splits.push(at);
  }
  return splits;
}

/** Every power where they are few, else every second or third: the others get null, and no label. */
function labelled(splits) {
  const step = Math.ceil(splits.length / MOST_LABELS);
  return splits.map((at, i) => (i % step === 0 ? at : null));
}

function decades(min, max) {
  return [10 ** Math.floor(Math.log10(Math.max(1, min ?? 1))), 10 ** Math.max(2, Math.ceil(Math.log10(Math.max(10, max ?? 100))))];
}

function spreadText(spread) {
  return (spread === null || spread === undefined) ? 'unknown' : micros(spread);
}

function caption(orders, spreads, rangeSeconds) {
  const span = (rangeSeconds >= 3600) ? 'Last hour' : (rangeSeconds > 60) ? `Last ${rangeSeconds / 60} minutes` : 'Last minute';
  const known = orders.filter((value) => value !== null);
  const wide = spreads.filter((value) => value !== null);
  if (known.length === 0) {
    return `${span}: no peer to compare with.`;
  }
  const least = (values) => values.reduce((a, b) => Math.min(a, b));
  const greatest = (values) => values.reduce((a, b) => Math.max(a, b));
  const spread = wide.length ? ` Spread ${micros(least(wide))} to ${micros(greatest(wide))}.` : '';
  return `${span}: r ${order(least(known))} to ${order(greatest(known))}.${spread}`;
}
