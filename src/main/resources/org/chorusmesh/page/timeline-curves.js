// Draws order and spread as curves over a time axis.

import { MARGIN, lastAt, tickStep } from './timeline-scale.js';

const CURVE = 58;
const GAP = 14;
const AXIS = 22;

/** Height of the curves and the axis. */
export const HEAD = 2 * CURVE + 2 * GAP + AXIS;

/** Less is no spread that anyone looks for, and would take the rest of the axis. */
const LEAST_SPREAD = 1e-6;

/** Draws a line. */
export function line(ctx, x0, y0, x1, y1) {
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
  ctx.stroke();
}

/** Draws a label into the gutter. */
export function label(ctx, axis, text, y, colour, align = 'right') {
  ctx.fillStyle = colour;
  ctx.textAlign = align;
  ctx.fillText(text, align === 'right' ? axis.left - 12 : 2, y);
}

function ticks(axis) {
  const step = tickStep(axis.to - axis.from, axis.width, 84);
  // Of a clock's axis at whole minutes of the place where it is read.
  const shift = new Date(axis.from).getTimezoneOffset() * 60_000;
  const found = [];
  for (let at = Math.ceil((axis.from - shift) / step) * step + shift; at <= axis.to; at += step) {
    found.push(at);
  }
  return { step, found };
}

function curve(ctx, axis, series, key, toY, colour, width) {
  const times = series.t;
  const values = series[key];
  const first = Math.max(0, lastAt(times, axis.from));
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.lineJoin = 'round';
  ctx.beginPath();
  let pen = false;
  for (let i = first; i < times.length; i++) {
    const value = values[i];
    // What was not measured is a gap, and so is a time without samples.
    const gap =
      value === null ||
      value === undefined ||
      Number.isNaN(value) ||
      (i > first && times[i] - times[i - 1] > series.gap);
    if (value === null || value === undefined || Number.isNaN(value)) {
      pen = false;
      continue;
    }
    const x = axis.x(times[i]);
    const y = toY(value);
    if (pen && !gap) {
      ctx.lineTo(x, y);
    } else {
      ctx.moveTo(x, y);
    }
    pen = true;
    if (times[i] > axis.to) {
      break;
    }
  }
  ctx.stroke();
}

function decades(series, key) {
  let least = Infinity;
  let most = -Infinity;
  for (const each of series) {
    for (const value of each[key]) {
      if (value > 0) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
  }
  if (most < least) {
    return [-4, 0];
  }
  const low = Math.floor(Math.log10(Math.max(least, LEAST_SPREAD)));
  return [low, Math.max(low + 1, Math.ceil(Math.log10(Math.max(most, LEAST_SPREAD))))];
}

/** Order parameter, spread and the axis. */
export function drawHead(ctx, axis, data, colours, words) {
  const right = axis.left + axis.width;
  const { found } = ticks(axis);
  const bottom = HEAD - AXIS;
  ctx.textBaseline = 'middle';
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.line;
  for (const at of found) {
    const x = Math.round(axis.x(at)) + 0.5;
    line(ctx, x, 4, x, bottom);
    ctx.textAlign = 'center';
    ctx.fillStyle = colours.muted;
    const half = ctx.measureText(words.tick(at)).width / 2;
    ctx.fillText(
      words.tick(at),
      Math.min(right + MARGIN - half, Math.max(axis.left - 8 + half, x)),
      bottom + AXIS / 2 + 2,
    );
  }
  const orderY = (r) => 6 + (1 - r) * CURVE;
  label(ctx, axis, 'order r', 6 + CURVE / 2, colours.ink, 'left');
  label(ctx, axis, '1', orderY(1), colours.muted);
  label(ctx, axis, '0', orderY(0), colours.muted);
  const [low, high] = decades(data.series, 'spread');
  const top = 6 + CURVE + GAP;
  const spreadY = (spread) => top + ((high - Math.log10(Math.max(spread, 10 ** low))) / (high - low)) * CURVE;
  label(ctx, axis, 'spread', top + CURVE / 2, colours.ink, 'left');
  label(ctx, axis, words.decade(high), spreadY(10 ** high), colours.muted);
  label(ctx, axis, words.decade(low), spreadY(10 ** low), colours.muted);
  ctx.strokeStyle = colours.line;
  for (const y of [orderY(1), orderY(0), spreadY(10 ** high), spreadY(10 ** low)]) {
    line(ctx, axis.left, Math.round(y) + 0.5, right, Math.round(y) + 0.5);
  }
  ctx.save();
  axis.clip(ctx, HEAD);
  data.series.forEach((series, i) => {
    // What lies under the others stays seen beside them.
    const width = i === 0 && data.series.length > 1 ? 3 : 1.75;
    curve(ctx, axis, series, 'r', orderY, colours.series[i % colours.series.length], width);
    curve(ctx, axis, series, 'spread', spreadY, colours.series[i % colours.series.length], width);
  });
  ctx.restore();
}
