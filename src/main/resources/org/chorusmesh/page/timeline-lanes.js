// Draws a lane for each node: its firings, its turns and what happened to it.

import { label, line } from './timeline-curves.js';
import { drawMark } from './timeline-kinds.js';
import { roundUp } from './timeline-scale.js';

/** Beats closer than this are not drawn. */
const LEAST_BEAT_PIXELS = 3;

/** The height of a lane, by how many there are. */
export function laneHeight(lanes) {
  return lanes <= 14 ? 26 : lanes <= 40 ? 18 : lanes <= 100 ? 12 : 8;
}

/** A text that is cut to a width, its direction kept apart from what surrounds it. */
export function fitted(ctx, text, width) {
  let shown = text;
  if (ctx.measureText(shown).width > width) {
    let low = 0;
    let high = Math.min(text.length, 200);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (ctx.measureText(`${text.slice(0, middle)}…`).width <= width) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    shown = `${text.slice(0, low)}…`;
  }
  return `\u2068${shown}\u2069`;
}

/**
 * How far marks are drawn apart: so many microseconds either way fill the room that a beat has.
 * Nineteen marks in twenty fit, and the farthest is not beyond twenty times that.
 */
export function magnification(data, from, to) {
  const sizes = [];
  for (const beat of data.beats) {
    if (beat.at >= from && beat.at <= to) {
      for (const offset of beat.offsets) {
        if (offset === offset && offset !== null && offset !== undefined) {
          sizes.push(Math.abs(offset));
        }
      }
    }
  }
  const room = 400 * data.periodMillis;
  if (sizes.length === 0) {
    return room;
  }
  sizes.sort((a, b) => a - b);
  return Math.min(
    room,
    roundUp(Math.max(1, sizes[Math.floor((sizes.length - 1) * 0.95)], sizes[sizes.length - 1] / 20)),
  );
}

function drawBeats(ctx, axis, data, colours, geometry, full) {
  const beatPixels = data.periodMillis * axis.perMilli;
  if (beatPixels < LEAST_BEAT_PIXELS) {
    return;
  }
  const room = 0.4 * beatPixels;
  const { top, height, order } = geometry;
  const tick = Math.max(3, height * 0.54);
  const wide = Math.min(2.5, Math.max(1, beatPixels / 8));
  for (const beat of data.beats) {
    if (beat.at < axis.from - data.periodMillis || beat.at > axis.to + data.periodMillis) {
      continue;
    }
    const x = axis.x(beat.at);
    if (beatPixels >= 8) {
      ctx.strokeStyle = colours.line;
      ctx.lineWidth = 1;
      line(ctx, Math.round(x) + 0.5, top, Math.round(x) + 0.5, top + order.length * height);
    }
    order.forEach((lane, row) => {
      const offset = beat.offsets[lane];
      if (offset === undefined || offset === null || offset !== offset) {
        return;
      }
      const y = top + (row + 0.5) * height;
      const outside = Math.abs(offset) > full * 1.05;
      const away = outside ? Math.sign(offset) * room * 1.1 : (offset / full) * room;
      if (Math.abs(away) > 2) {
        ctx.strokeStyle = outside ? colours.warn : colours.whisker;
        ctx.lineWidth = 1;
        line(ctx, x, y, x + away, y);
      }
      ctx.fillStyle = outside ? colours.warn : wide < 2 ? colours.muted : colours.ink;
      ctx.fillRect(x + away - wide / 2, y - tick / 2, wide, tick);
    });
  }
}

/** The turn of a node that has gone is hollow: the list still holds its slot. */
function drawGone(ctx, x, y, width, height) {
  ctx.lineWidth = 1;
  ctx.setLineDash([4, 3]);
  ctx.stroke();
  ctx.setLineDash([]);
  if (height >= 18 && width > 8) {
    // Beside it where it is too narrow.
    const fits = width > ctx.measureText('gone').width + 6;
    ctx.textAlign = fits ? 'center' : 'left';
    ctx.fillText('gone', fits ? x + width / 2 : x + width + 4, y);
  }
}

function drawBars(ctx, axis, data, colours, geometry) {
  const { top, height, rows } = geometry;
  for (const bar of data.bars) {
    if (bar.to < axis.from || bar.from > axis.to || rows[bar.lane] === undefined) {
      continue;
    }
    const y = top + rows[bar.lane] * height;
    const x = axis.x(bar.from);
    const width = Math.max(1.5, axis.x(bar.to) - x);
    ctx.fillStyle = ctx.strokeStyle = colours.series[(bar.job ?? 0) % colours.series.length];
    ctx.beginPath();
    ctx.roundRect(x, y + height * 0.14, width, height * 0.72, Math.min(4, height / 4, width / 2));
    if (bar.gone) {
      drawGone(ctx, x, y + height / 2, width, height);
    } else {
      ctx.globalAlpha = 0.3;
      ctx.fill();
      ctx.globalAlpha = 1;
    }
  }
  const radius = Math.max(1.5, Math.min(4, height * 0.2));
  for (const dot of data.dots) {
    if (dot.at >= axis.from && dot.at <= axis.to && rows[dot.lane] !== undefined) {
      ctx.fillStyle = colours.series[(dot.job ?? 0) % colours.series.length];
      ctx.beginPath();
      ctx.arc(axis.x(dot.at), top + (rows[dot.lane] + 0.5) * height, radius, 0, 7);
      ctx.fill();
    }
  }
}

const OUT_OF_STEP = ['not in step: no firing to compare', 'not in step'];

/** Says why the rows of the others are empty while a node that looks at them is not in step. */
function drawOutOfStep(ctx, axis, data, colours, geometry) {
  const { top, height, order } = geometry;
  if (height < 12 || order.length < 2) {
    return;
  }
  ctx.fillStyle = colours.muted;
  ctx.textAlign = 'center';
  for (const { from, to } of loneStretches(data)) {
    const left = Math.max(axis.left, axis.x(from));
    const right = Math.min(axis.left + axis.width, axis.x(to));
    const text = OUT_OF_STEP.find((each) => right - left > ctx.measureText(each).width);
    if (text) {
      ctx.fillText(text, (left + right) / 2, top + 1.5 * height);
    }
  }
}

/** Stretches of at least two beats in which a node has no firing but its own. */
export function loneStretches(data) {
  const self = data.lanes.findIndex((lane) => lane.self);
  const stretches = [];
  let open = null;
  for (const { at, offsets } of self < 0 ? [] : data.beats) {
    if (offsets.some((offset, lane) => lane !== self && Number.isFinite(offset))) {
      open = null;
    } else if (open && at - open.to < 3 * data.periodMillis) {
      open.to = at;
    } else {
      open = { from: at, to: at };
      stretches.push(open);
    }
  }
  return stretches.filter(({ from, to }) => to > from);
}

function drawAbsences(ctx, axis, data, colours, geometry) {
  const { top, height, rows } = geometry;
  ctx.fillStyle = colours.absent;
  for (const absence of data.absences) {
    if (absence.to >= axis.from && absence.from <= axis.to && rows[absence.lane] !== undefined) {
      const x = Math.max(axis.left, axis.x(absence.from));
      const end = Math.min(axis.left + axis.width, axis.x(absence.to));
      ctx.fillRect(x, top + rows[absence.lane] * height + 1, Math.max(1, end - x), height - 2);
    }
  }
}

/** The rows in which an event is marked; −1 is the lane of the mesh. */
export function rowsOf(event, rows) {
  const found = (event.lanes ?? []).map((lane) => rows[lane]).filter((row) => row !== undefined);
  return found.length === 0 ? [-1] : found;
}

/** Where an event's mark is. */
export function markY(row, geometry) {
  return row < 0 ? geometry.mesh / 2 : geometry.top + (row + 0.5) * geometry.height;
}

function drawEvents(ctx, axis, data, colours, geometry) {
  for (const event of data.events) {
    const until = event.until ?? event.at;
    if (until < axis.from || event.at > axis.to) {
      continue;
    }
    for (const row of rowsOf(event, geometry.rows)) {
      const y = markY(row, geometry);
      if (until > event.at) {
        ctx.strokeStyle = colours.warn;
        ctx.globalAlpha = 0.45;
        ctx.lineWidth = 4;
        line(ctx, axis.x(event.at), y, axis.x(until), y);
        ctx.globalAlpha = 1;
      }
      drawMark(ctx, axis.x(event.at), y, geometry.radius, event.kind, colours);
    }
  }
}

/** The lane of the mesh, and one for each node. */
export function drawLanes(ctx, axis, data, colours, geometry, full) {
  const { top, height, order, mesh } = geometry;
  const right = axis.left + axis.width;
  ctx.textBaseline = 'middle';
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.line;
  label(ctx, axis, 'mesh', mesh / 2, colours.muted, 'left');
  line(ctx, axis.left, mesh + 0.5, right, mesh + 0.5);
  const every = Math.max(1, Math.ceil(12 / height));
  order.forEach((lane, row) => {
    const y = top + (row + 0.5) * height;
    const { name, self, gone } = data.lanes[lane];
    const colour = self ? colours.accent : gone ? colours.muted : colours.ink;
    if (row % every === 0) {
      label(ctx, axis, fitted(ctx, name, axis.left - 18), y, colour, 'left');
    }
    ctx.strokeStyle = colours.line;
    line(ctx, axis.left, Math.round(y) + 0.5, right, Math.round(y) + 0.5);
  });
  ctx.save();
  axis.clip(ctx, top + order.length * height + 4);
  drawAbsences(ctx, axis, data, colours, geometry);
  drawBars(ctx, axis, data, colours, geometry);
  drawBeats(ctx, axis, data, colours, geometry, full);
  drawOutOfStep(ctx, axis, data, colours, geometry);
  drawEvents(ctx, axis, data, colours, geometry);
  ctx.restore();
}
