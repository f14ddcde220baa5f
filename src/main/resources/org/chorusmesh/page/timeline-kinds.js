// What kinds of events look like: a shape, a tone and a word, so that none is told by its colour alone.

const KINDS = {};

function kinds(shape, tone, word, names) {
  for (const name of names.split(' ')) {
    KINDS[name] = { shape, tone, word };
  }
}

kinds(
  'up',
  'good',
  'arrival',
  'node_joining node_running peer_live peer_returned peer_restarted member_present address_heard start restart',
);
kinds('down', 'muted', 'departure', 'node_left node_silenced peer_left peer_forgotten member_gone leave');
kinds('cross', 'bad', 'loss', 'peer_evicted crash');
kinds('diamond', 'warn', 'fading', 'peer_fading peer_one_way peer_muted pause suspend clog');
kinds('fall', 'bad', 'out of step', 'step_lost agreement_lost');
kinds('rise', 'good', 'in step', 'step_regained agreement_reached');
kinds('square', 'accent', 'change', 'settings_changed mesh_settings phase_changed kick settings drift clock-step');
kinds(
  'bang',
  'bad',
  'fault',
  'number_jumped number_disputed duplicate_id address_wrong partition poison duplicate breach',
);

const OTHER = { shape: 'square', tone: 'muted', word: 'event' };

/** Shape, tone and word of a kind of event. */
export function kindOf(name) {
  return Object.hasOwn(KINDS, name) ? KINDS[name] : OTHER;
}

const POLYGONS = {
  up: [
    [0, -1],
    [0.95, 0.75],
    [-0.95, 0.75],
  ],
  down: [
    [0, 1],
    [0.95, -0.75],
    [-0.95, -0.75],
  ],
  diamond: [
    [0, -1],
    [1, 0],
    [0, 1],
    [-1, 0],
  ],
  square: [
    [-0.8, -0.8],
    [0.8, -0.8],
    [0.8, 0.8],
    [-0.8, 0.8],
  ],
  fall: [
    [-1, -0.8],
    [1, -0.8],
    [1, -0.1],
    [0, 1],
    [-1, -0.1],
  ],
  rise: [
    [0, -1],
    [1, 0.1],
    [1, 0.8],
    [-1, 0.8],
    [-1, 0.1],
  ],
};

const STROKES = {
  cross: [
    [-0.8, -0.8, 0.8, 0.8],
    [-0.8, 0.8, 0.8, -0.8],
  ],
  bang: [
    [0, -1, 0, 0.25],
    [0, 0.95, 0, 1],
  ],
};

/** Draws the mark of a kind of event, with an edge in the colour of the ground. */
export function drawMark(ctx, x, y, radius, kind, colours) {
  const { shape, tone } = kindOf(kind);
  ctx.fillStyle = ctx.strokeStyle = colours[tone];
  ctx.beginPath();
  if (STROKES[shape]) {
    ctx.lineWidth = Math.max(1.5, radius * 0.42);
    ctx.lineCap = 'round';
    for (const [x0, y0, x1, y1] of STROKES[shape]) {
      ctx.moveTo(x + x0 * radius, y + y0 * radius);
      ctx.lineTo(x + x1 * radius, y + y1 * radius);
    }
    ctx.stroke();
    return;
  }
  for (const [dx, dy] of POLYGONS[shape]) {
    ctx.lineTo(x + dx * radius, y + dy * radius);
  }
  ctx.closePath();
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.surface;
  ctx.stroke();
}

const SVG = 'http://www.w3.org/2000/svg';

/** The same mark as an element. */
export function markElement(kind) {
  const { shape, tone, word } = kindOf(kind);
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '-1.4 -1.4 2.8 2.8');
  svg.setAttribute('class', `timeline-mark ${tone}`);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', word);
  const path = document.createElementNS(SVG, 'path');
  const strokes = STROKES[shape];
  path.setAttribute(
    'd',
    strokes ? strokes.map(([a, b, c, d]) => `M${a} ${b}L${c} ${d}`).join('') : `M${POLYGONS[shape].join('L')}Z`,
  );
  path.setAttribute('class', strokes ? 'stroke' : 'fill');
  svg.append(path);
  return svg;
}
