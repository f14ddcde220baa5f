/** The marks of nodes on the phase circle, and their names. A state has a shape of its own, not only a colour. */

const TURN = 2 * Math.PI;
const MOST_HALOS = 60;
const LONGEST_TAG = 20;

/** Whether a node ought to be in step, has had the time for it, and is not. */
export function isAstray(node) {
  return node.expected && !node.inStep && !node.settling;
}

function toneOf(node, colors) {
  return node.inStep ? colors.accent : isAstray(node) ? colors.warn : colors.soft;
}

/** Draws the mark of a node at a point. */
export function drawMark(ctx, shape, [x, y], node, colors, highlighted) {
  const size = shape.dot;
  const color = toneOf(node, colors);
  const alpha = ctx.globalAlpha;
  if (highlighted) {
    ring(ctx, x, y, size + 6, colors.ink, 2);
  }
  if (isAstray(node) && shape.count <= MOST_HALOS) {
    ctx.globalAlpha = alpha * 0.22;
    disc(ctx, x, y, size * 2.1, color);
    ctx.globalAlpha = alpha;
  }
  if (node.state === 'fading') {
    disc(ctx, x, y, size, colors.paper);
    ctx.globalAlpha = alpha * (0.35 + 0.65 * node.weight);
    ring(ctx, x, y, size - 0.5, color, Math.max(1.4, size * 0.32));
    ctx.globalAlpha = alpha;
  } else if (node.state === 'muted') {
    cross(ctx, x, y, size * 0.8, color);
  } else if (node.state === 'one_way') {
    disc(ctx, x, y, size, colors.paper);
    ring(ctx, x, y, size - 0.5, color, 1.4);
    halfDisc(ctx, x, y, size, color);
  } else if (node.state === 'joining') {
    polygon(ctx, x, y, size * 1.25, 3, color);
  } else if (node.inStep) {
    disc(ctx, x, y, size, color);
  } else if (node.settling) {
    polygon(ctx, x, y, size * 1.35, 4, color);
    polygon(ctx, x, y, size * 0.75, 4, colors.paper);
  } else {
    polygon(ctx, x, y, size * 1.35, 4, color);
  }
  if (node.self) {
    ring(ctx, x, y, size + 2.5, color, 1.6);
  }
}

function disc(ctx, x, y, radius, color) {
  ctx.fillStyle = color;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, TURN);
  ctx.fill();
}

function halfDisc(ctx, x, y, radius, color) {
  ctx.fillStyle = color;
  ctx.beginPath();
  ctx.arc(x, y, radius, TURN / 4, 3 * TURN / 4);
  ctx.fill();
}

function ring(ctx, x, y, radius, color, width) {
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, TURN);
  ctx.stroke();
}

function cross(ctx, x, y, size, color) {
  ctx.strokeStyle = color;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(x - size, y - size);
  ctx.lineTo(x + size, y + size);
  ctx.moveTo(x + size, y - size);
  ctx.lineTo(x - size, y + size);
  ctx.stroke();
}

function polygon(ctx, x, y, radius, corners, color) {
  ctx.fillStyle = color;
  ctx.beginPath();
  for (let corner = 0; corner < corners; corner++) {
    const angle = TURN * corner / corners;
    const at = [x + radius * Math.sin(angle), y - radius * Math.cos(angle)];
    if (corner === 0) {
      ctx.moveTo(...at);
    } else {
      ctx.lineTo(...at);
    }
  }
  ctx.fill();
}

/** Where the name of a node goes: outwards, or inwards where the canvas ends. */
export function tagBox(ctx, size, shape, [x, y], node, colors) {
  ctx.font = `600 12px ${colors.font}`;
  const text = node.self ? 'this node' : shorten(node.id);
  const { width } = ctx.measureText(text);
  const beside = shape.dot * 1.4 + 7;
  const right = { text, left: x + beside, width, y };
  const left = { text, left: x - beside - width, width, y };
  if (x >= shape.x) {
    return (right.left + width > size.width - 4) ? left : right;
  }
  return (left.left < 4) ? right : left;
}

/** Draws a name, with a rim that keeps it readable above marks. */
export function drawTag(ctx, box, node, colors) {
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 4;
  ctx.strokeStyle = colors.paper;
  ctx.strokeText(box.text, box.left, box.y);
  ctx.fillStyle = node.inStep ? colors.ink : toneOf(node, colors);
  ctx.fillText(box.text, box.left, box.y);
}

function shorten(id) {
  const letters = Array.from(id.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '·'));
  return (letters.length > LONGEST_TAG) ? `${letters.slice(0, LONGEST_TAG - 1).join('')}…` : id;
}
