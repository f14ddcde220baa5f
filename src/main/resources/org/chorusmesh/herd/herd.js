/** Asks for the load of both services once a second, and draws them side by side on the same scales. */

const LOOK_MILLIS = 1000;
const SLICE_SECONDS = 0.1;
const WAYS = ['at_once', 'in_turns'];
const CURVES = ['inProgress', 'slowestMillis'];

const plots = new Map();
const scales = { inProgress: 1, slowestMillis: 1 };
let said = '';

function section(way) {
  return document.querySelector(`[data-way="${way}"]`);
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || 'gray';
}

function millis(value) {
  return value < 10 ? `${value.toFixed(1)}\u00a0ms` : `${Math.round(value)}\u00a0ms`;
}

function plot(way, curve, data) {
  const box = section(way).querySelector(`[data-curve="${curve}"]`);
  const stroke = colour(way === 'at_once' ? '--warn' : '--accent');
  const axis = { stroke: colour('--ink-soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
  const bars = window.uPlot.paths.bars({ size: [1, Infinity, 1] });
  const plotted = new window.uPlot({
    width: box.clientWidth,
    height: box.clientHeight,
    cursor: { show: false },
    legend: { show: false },
    scales: { x: { time: false, range: [-60, 0] }, y: { range: () => [0, scales[curve] * 1.1] } },
    axes: [{ ...axis, values: (self, ticks) => ticks.map((tick) => (tick === 0 ? 'now' : `${tick}\u00a0s`)), size: 28 }, { ...axis, size: 44 }],
    series: [{}, { stroke, fill: stroke, width: 1, points: { show: false }, paths: bars }],
  }, data, box);
  new ResizeObserver(() => plotted.setSize({ width: box.clientWidth, height: box.clientHeight })).observe(box);
  return plotted;
}

function draw(loads) {
  for (const curve of CURVES) {
    scales[curve] = Math.max(1, ...WAYS.flatMap((way) => loads[way][curve].map((value) => value ?? 0)));
  }
  for (const way of WAYS) {
    for (const curve of CURVES) {
      const values = loads[way][curve].map((value) => value || null);
      const times = values.map((value, i) => (i + 1 - values.length) * SLICE_SECONDS);
      const key = `${way} ${curve}`;
      if (plots.has(key)) {
        plots.get(key).setData([times, values]);
      } else {
        plots.set(key, plot(way, curve, [times, values]));
      }
    }
    write(way, loads[way]);
    section(way).querySelector('[data-value="every"]').textContent = loads.everyBeats;
  }
}

function write(way, load) {
  const texts = { peak: load.peak, requests: load.requests, max: millis(load.maxMillis), mean: millis(load.meanMillis) };
  for (const [name, text] of Object.entries(texts)) {
    section(way).querySelector(`[data-value="${name}"]`).textContent = load.requests ? text : '–';
  }
}

function summarize(loads) {
  const [once, turns] = WAYS.map((way) => loads[way]);
  const text = once.requests && turns.requests
    ? `All at once: up to ${once.peak} requests in progress, and an answer takes ${millis(once.meanMillis)} on average. `
      + `In turns: ${turns.peak}, and ${millis(turns.meanMillis)}.`
    : 'Waiting until the nodes are in step and agree on turns.';
  if (text !== said && (!said || !once.requests || Date.now() - (summarize.at ?? 0) > 5000)) {
    said = text;
    summarize.at = Date.now();
    document.getElementById('summary').textContent = text;
  }
}

function complain(text) {
  const alert = document.getElementById('alert');
  alert.hidden = !text;
  if (alert.textContent !== text) {
    alert.textContent = text;
  }
}

async function look() {
  if (!document.hidden) {
    try {
      const answer = await fetch('load', { credentials: 'omit', cache: 'no-store' });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      const loads = await answer.json();
      draw(loads);
      summarize(loads);
      complain('');
    } catch {
      complain('The service does not answer. What you see is old. Asking again.');
    }
  }
  setTimeout(look, LOOK_MILLIS);
}

// The plots take their colours when they are made.
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  plots.forEach((each) => each.destroy());
  plots.clear();
});

look();
