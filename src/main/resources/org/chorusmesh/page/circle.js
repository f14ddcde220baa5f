/**
 * Draws the phase circle. Each node keeps a lane of its own: nodes in step form one straight hand, and
 * a node that is not stands off. 0 is at the top, where a beat fires; phases grow clockwise.
 */

import { drawMark, drawTag, isAstray, tagBox } from './circle-marks.js';

const TURN = 2 * Math.PI;
const TAIL_STEPS = 8;
const MOST_TAILS = 40;
const MOST_TAGS = 10;
const MOST_LANES = 16;

const backgrounds = new WeakMap();

/**
 * Draws one frame.
 *
 * @param ctx of a canvas, scaled to CSS pixels
 * @param size {width, height} in CSS pixels
 * @param nodes {id, phase (radians), state, weight (0 to 1), self, inStep, expected, settling} in a lasting order
 * @param options {colors, r, flash (0 to 1), stale, highlight (id or null), tags, speed (turns a second)}
 */
export function drawCircle(ctx, size, nodes, options) {
  const shape = shapeOf(size, nodes.length);
  const { colors } = options;
  ctx.clearRect(0, 0, size.width, size.height);
  ctx.drawImage(background(ctx, size, shape, colors), 0, 0, size.width, size.height);
  ctx.globalAlpha = options.stale ? 0.4 : 1;
  if (options.flash > 0) {
    drawFlash(ctx, shape, colors, options.flash);
  }
  if (!options.stale && options.speed) {
    drawTails(ctx, shape, nodes, colors, options.speed);
  }
  drawHand(ctx, shape, nodes, colors);
  for (let i = 0; i < nodes.length; i++) {
    drawMark(ctx, shape, place(shape, i, nodes[i].phase), nodes[i], colors, options.highlight === nodes[i].id);
  }
  if (options.tags !== false) {
    drawTags(ctx, size, shape, nodes, colors, options.highlight);
  }
  ctx.globalAlpha = 1;
}

/** The index of the node under a point, or -1. */
export function hitNode(size, nodes, x, y) {
  const shape = shapeOf(size, nodes.length);
  let nearest = -1;
  let least = (shape.dot + 8) ** 2;
  nodes.forEach((node, i) => {
    const [nodeX, nodeY] = place(shape, i, node.phase);
    const distance = (nodeX - x) ** 2 + (nodeY - y) ** 2;
    if (distance < least) {
      least = distance;
      nearest = i;
    }
  });
  return nearest;
}

function shapeOf(size, count) {
  const radius = Math.max(40, Math.min(size.width / 2 - 10, size.height / 2 - 20) / 1.045);
  const room = radius * 0.5;
  const gap = (count > 1) ? Math.min(radius * 0.115, room / (count - 1)) : 0;
  const dot = (count > 1) ? Math.min(radius * 0.042, Math.max(2.4, gap * 0.42)) : radius * 0.042;
  return { x: size.width / 2, y: size.height / 2 + 6, radius, gap, dot, count };
}

function laneRadius(shape, lane) {
  return shape.radius - lane * shape.gap;
}

function place(shape, lane, phase) {
  const radius = laneRadius(shape, lane);
  return [shape.x + radius * Math.sin(phase), shape.y - radius * Math.cos(phase)];
}

function insideRadius(shape) {
  return laneRadius(shape, Math.max(0, shape.count - 1)) - Math.max(10, shape.dot * 2);
}

/** What no frame changes: lanes, quarters, and the mark where beats fire. */
function background(ctx, size, shape, colors) {
  const ratio = ctx.getTransform().a;
  const key = `${size.width} ${size.height} ${shape.count} ${ratio} ${colors.paper}`;
  let kept = backgrounds.get(ctx);
  if (kept?.key !== key) {
    const canvas = sheet(Math.round(size.width * ratio), Math.round(size.height * ratio));
    const to = canvas.getContext('2d');
    to.scale(ratio, ratio);
    paintBackground(to, shape, colors);
    kept = { key, canvas };
    backgrounds.set(ctx, kept);
  }
  return kept.canvas;
}

/** A canvas that is not shown; a worker has no document to make one. */
function sheet(width, height) {
  return typeof document === 'undefined' ? new OffscreenCanvas(width, height) : Object.assign(document.createElement('canvas'), { width, height });
}

function paintBackground(to, shape, colors) {
  const inside = insideRadius(shape);
  to.beginPath();
  to.arc(shape.x, shape.y, shape.radius + shape.dot + 5, 0, TURN);
  to.arc(shape.x, shape.y, inside, 0, TURN, true);
  to.fillStyle = colors.lane;
  to.fill();
  to.strokeStyle = colors.line;
  to.lineWidth = 1;
  if (shape.count <= MOST_LANES) {
    for (let lane = 0; lane < shape.count; lane++) {
      to.beginPath();
      to.arc(shape.x, shape.y, laneRadius(shape, lane), 0, TURN);
      to.stroke();
    }
  }
  for (let tick = 1; tick < 12; tick++) {
    const angle = TURN * tick / 12;
    const length = (tick % 3 === 0) ? 8 : 4;
    const from = shape.radius + shape.dot + 5;
    to.beginPath();
    to.moveTo(shape.x + from * Math.sin(angle), shape.y - from * Math.cos(angle));
    to.lineTo(shape.x + (from - length) * Math.sin(angle), shape.y - (from - length) * Math.cos(angle));
    to.stroke();
  }
  to.strokeStyle = colors.soft;
  to.lineWidth = 1.5;
  to.beginPath();
  to.moveTo(shape.x, shape.y - inside);
  to.lineTo(shape.x, shape.y - shape.radius - shape.dot - 9);
  to.stroke();
  to.fillStyle = colors.soft;
  to.font = `500 12px ${colors.font}`;
  to.textAlign = 'center';
  to.textBaseline = 'alphabetic';
  to.fillText('beat', shape.x, shape.y - shape.radius - shape.dot - 13);
}

/** The mark where beats fire lights up. */
function drawFlash(ctx, shape, colors, flash) {
  const rim = shape.radius + shape.dot + 5;
  const alpha = ctx.globalAlpha;
  ctx.strokeStyle = colors.accent;
  ctx.globalAlpha = alpha * flash;
  ctx.lineWidth = 1.5 + 3 * flash;
  ctx.beginPath();
  ctx.moveTo(shape.x, shape.y - insideRadius(shape));
  ctx.lineTo(shape.x, shape.y - rim - 4);
  ctx.stroke();
  ctx.globalAlpha = alpha * flash * 0.6;
  ctx.lineWidth = 3;
  ctx.beginPath();
  ctx.arc(shape.x, shape.y, rim, -TURN / 4 - 0.3 * (1.6 - flash), -TURN / 4 + 0.3 * (1.6 - flash));
  ctx.stroke();
  ctx.globalAlpha = alpha;
}

/** Fading arcs behind the nodes, as far as they come in a twelfth of a turn. */
function drawTails(ctx, shape, nodes, colors, speed) {
  const length = Math.max(-0.9, Math.min(0.9, speed * TURN * 0.085));
  if (Math.abs(length) < 0.02) {
    return;
  }
  const alpha = ctx.globalAlpha;
  const together = (shape.count > MOST_TAILS) ? meanPhase(nodes) : null;
  for (let step = 0; step < TAIL_STEPS; step++) {
    ctx.globalAlpha = alpha * 0.3 * (1 - step / TAIL_STEPS);
    if (together !== null) {
      drawSector(ctx, shape, colors, together - length * step / TAIL_STEPS, length / TAIL_STEPS);
    }
    for (const inStep of [true, false]) {
      if (!inStep || together === null) {
        drawArcs(ctx, shape, nodes, inStep, inStep ? colors.accent : colors.warn, step, length);
      }
    }
  }
  ctx.globalAlpha = alpha;
}

function drawArcs(ctx, shape, nodes, inStep, color, step, length) {
  ctx.strokeStyle = color;
  ctx.lineWidth = Math.max(1.2, Math.min(shape.dot * 1.1, shape.gap));
  ctx.beginPath();
  nodes.forEach((node, lane) => {
    if (inStep ? node.inStep : isAstray(node)) {
      const ahead = node.phase - TURN / 4 - length * step / TAIL_STEPS;
      const behind = ahead - length / TAIL_STEPS;
      const radius = laneRadius(shape, lane);
      ctx.moveTo(shape.x + radius * Math.cos(ahead), shape.y + radius * Math.sin(ahead));
      ctx.arc(shape.x, shape.y, radius, ahead, behind, length > 0);
    }
  });
  ctx.stroke();
}

/** One tail for all that are together, where there are too many for one each. */
function drawSector(ctx, shape, colors, phase, length) {
  const ahead = phase - TURN / 4;
  ctx.fillStyle = colors.accent;
  ctx.beginPath();
  ctx.arc(shape.x, shape.y, shape.radius, ahead, ahead - length, length > 0);
  ctx.arc(shape.x, shape.y, laneRadius(shape, shape.count - 1), ahead - length, ahead, length < 0);
  ctx.fill();
}

/** The mean phase of those in step; null if they are not together. */
function meanPhase(nodes) {
  let x = 0;
  let y = 0;
  let n = 0;
  for (const node of nodes) {
    if (node.inStep) {
      x += Math.cos(node.phase);
      y += Math.sin(node.phase);
      n++;
    }
  }
  return (n > 1 && Math.hypot(x, y) > 0.9 * n) ? Math.atan2(y, x) : null;
}

/** Joins those in step: one straight line where they are together. */
function drawHand(ctx, shape, nodes, colors) {
  ctx.save();
  ctx.globalAlpha *= 0.5;
  ctx.strokeStyle = colors.accent;
  ctx.lineWidth = Math.max(1, Math.min(2.5, shape.dot * 0.4));
  ctx.lineJoin = 'round';
  ctx.beginPath();
  let first = true;
  nodes.forEach((node, lane) => {
    if (node.inStep) {
      const [x, y] = place(shape, lane, node.phase);
      if (first) {
        ctx.moveTo(x, y);
        first = false;
      } else {
        ctx.lineTo(x, y);
      }
    }
  });
  ctx.stroke();
  ctx.restore();
}

/** Names those that are not in step, and the one that is pointed at, where there is room. */
function drawTags(ctx, size, shape, nodes, colors, highlight) {
  const placed = [];
  nodes.forEach((node, lane) => {
    const pointedAt = node.id === highlight;
    if (!pointedAt && (node.inStep || placed.length >= MOST_TAGS)) {
      return;
    }
    const box = tagBox(ctx, size, shape, place(shape, lane, node.phase), node, colors);
    if (pointedAt || !placed.some((other) => overlaps(box, other))) {
      placed.push(box);
      drawTag(ctx, box, node, colors);
    }
  });
}

function overlaps(box, other) {
  return Math.abs(box.y - other.y) < 14 && box.left < other.left + other.width + 4 && other.left < box.left + box.width + 4;
}
