// Plays the runs of a scenario back.

import { circleColors } from '../page/circle-colors.js';
import { WORDS, element, setText } from '../page/timeline-dom.js';
import { Happenings } from '../page/timeline-happenings.js';
import { Timeline } from '../page/timeline-plot.js';
import { secondsText } from '../page/timeline-scale.js';
import { Run } from './run-circle.js';
import { absencesOf, actsOf, beatsOf, eventsOf } from './run-lanes.js';
import { showResults } from './run-results.js';

const SPEEDS = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 60];

/** A run takes about so long at first, seconds. */
const SHOWN_SECONDS = 25;

/** A jump leads to this long before an event, milliseconds as they pass for the reader. */
const LEAD_MILLIS = 1500;

/** More lanes than this are no picture. */
const MOST_LANES = 200;

const NEAR_MILLIS = 250;

const MOST_JUMPS = 200;

const byId = (id) => document.getElementById(id);

const data = JSON.parse(byId('run').textContent);

const period = Math.abs(data.meanOmega) > 1e-3 ? (2000 * Math.PI) / Math.abs(data.meanOmega) : 1000;

const end = data.seconds * 1000;

const phasesKept = data.runs[0].frames.phases.length > 0;

const farFrom = (speed) => Math.abs(Math.log(data.seconds / speed / SHOWN_SECONDS));

const firstSpeed = SPEEDS.reduce((best, speed) => (farFrom(speed) < farFrom(best) ? speed : best));

const turningWanted = !matchMedia('(prefers-reduced-motion: reduce)').matches;
const state = { at: 0, playing: false, speed: firstSpeed, turning: turningWanted, run: 0, job: -1, span: end };
let colours = circleColors(document.body);
const runs = data.runs.map((played, i) => new Run(byId('circles'), data.ids, played, i));
const timeline = new Timeline(byId('timeline'), {
  words: WORDS.seconds,
  seek,
  zoom: (way) => zoom(way),
  line: 'the middle one of its firings',
  describe: (at) => [secondsText(at, true), ...runs.map((run) => run.describe(at)), ...eventsNear(at)].join(' '),
});
const happenings = new Happenings(byId('happened'), {
  words: WORDS.seconds,
  seek,
  newestFirst: false,
  none: 'Nothing.',
});

function eventsNear(at) {
  return timeline.data.events.filter((event) => Math.abs(event.at - at) < NEAR_MILLIS).map((event) => `${event.text}.`);
}

function fill() {
  const { played } = runs[state.run];
  const lanes = data.ids.length <= MOST_LANES ? data.ids.map((id) => ({ id, name: id, self: false })) : [];
  const events = eventsOf(played);
  timeline.setData({
    lanes,
    series: runs.map((run) => ({
      t: run.curveTimes,
      r: run.played.curve.r,
      spread: run.played.curve.spread,
      gap: Infinity,
    })),
    beats: beatsOf(played, period),
    absences: lanes.length > 0 ? absencesOf(played) : [],
    events,
    periodMillis: period,
    ...actsOf(played, state.job),
  });
  // What an event did to the others is that of this run.
  setText(byId('events-title'), runs.length > 1 ? `What happened, ${played.name}` : 'What happened');
  happenings.setEvents([]);
  happenings.setEvents(events);
  show(true);
}

function range() {
  if (state.span >= end) {
    return [0, end];
  }
  const from = Math.min(end - state.span, Math.max(0, state.at - state.span / 2));
  return [from, from + state.span];
}

let drawnRange = '';

function show(again = false) {
  for (const run of runs) {
    run.draw(state.at, state.turning, colours);
  }
  byId('slider').value = String(state.at / 1000);
  setText(byId('clock'), `${(state.at / 1000).toFixed(2)} of ${data.seconds} s`);
  const [from, to] = range();
  timeline.setRange(from, to, 0, end);
  timeline.setCursor(state.at);
  const key = `${from} ${to}`;
  if (again || key !== drawnRange) {
    drawnRange = key;
    timeline.draw();
  }
}

/** What need not follow each frame. */
function tell() {
  happenings.setCursor(state.at);
  byId('slider').setAttribute(
    'aria-valuetext',
    `${(state.at / 1000).toFixed(2)} seconds. ${runs.map((run) => run.describe(state.at)).join(' ')}`,
  );
  runs.forEach((run) => run.canvas.setAttribute('aria-label', `Phase circle. ${run.describe(state.at)}`));
}

function seek(at) {
  state.at = Math.min(end, Math.max(0, at));
  show();
  tell();
}

let last = null;
let told = 0;

function step(now) {
  if (!state.playing) {
    return;
  }
  state.at = Math.min(end, state.at + (last === null ? 0 : (now - last) * state.speed));
  last = now;
  show();
  if (now - told > 250) {
    told = now;
    tell();
  }
  if (state.at >= end) {
    play(false);
  } else {
    requestAnimationFrame(step);
  }
}

function play(playing) {
  if (playing && state.at >= end) {
    state.at = 0;
  }
  state.playing = playing;
  byId('play').textContent = playing ? 'Pause' : 'Play';
  last = null;
  if (playing) {
    requestAnimationFrame(step);
  } else {
    tell();
  }
}

const spans = [end, 60_000, 10_000, 3_000].filter((span, i) => i === 0 || span < end);

function zoom(way) {
  setSpan(spans[Math.min(spans.length - 1, Math.max(0, spans.indexOf(state.span) + way))]);
}

function setSpan(span) {
  state.span = span;
  [...byId('ranges').children].forEach((button, i) => button.setAttribute('aria-pressed', String(spans[i] === span)));
  show(true);
}

function verdict() {
  const [first] = data.runs;
  byId('verdict').classList.toggle('broken', !data.isSound);
  // The table says it for each run.
  byId('verdict').hidden = data.isSound && first.outcome !== null;
  setText(byId('verdict'), data.verdict);
  showResults(byId('results'), data.runs);
  setText(byId('about'), data.about);
  const frames = first.frames.seconds.length;
  const made = [
    ...data.notes,
    frames < data.samples ? `The page holds ${frames} of ${data.samples} samples of the phases.` : '',
    !phasesKept ? 'Above 1000 nodes a run keeps no phases, so the circle is empty.' : '',
    data.ids.length > MOST_LANES ? `Lanes are drawn for up to ${MOST_LANES} nodes.` : '',
    data.runs.some((run) => run.firings.isCut || run.acts.isCut) ? 'Only the first beats or acts are kept.' : '',
  ];
  setText(byId('made'), made.filter(Boolean).join(' '));
}

function options(select, names, chosen, choose) {
  names.forEach(([text, value]) => select.append(new Option(text, value, false, value === chosen)));
  select.addEventListener('change', () => choose(Number(select.value)));
}

/** A list that leads to a little before each event. */
function jumps() {
  const events = eventsOf(data.runs[0]).filter((event) => event.kind !== 'breach');
  byId('jump-label').hidden = events.length === 0;
  byId('jump').append(new Option('an event', ''));
  events.slice(0, MOST_JUMPS).forEach((event) => {
    const text = `${secondsText(event.at)}  ${event.text.split('. ')[0]}`;
    byId('jump').append(new Option(text.length > 60 ? `${text.slice(0, 59)}…` : text, event.at));
  });
  byId('jump').addEventListener('change', (event) => {
    const at = event.target.value;
    if (at !== '') {
      seek(Number(at) - LEAD_MILLIS * state.speed);
    }
    // The same event can be chosen again.
    event.target.value = '';
  });
}

function controls() {
  byId('slider').max = String(data.seconds);
  byId('slider').addEventListener('input', (event) => seek(Number(event.target.value) * 1000));
  byId('play').addEventListener('click', () => play(!state.playing));
  options(
    byId('speed'),
    SPEEDS.map((speed) => [`${speed}×`, speed]),
    firstSpeed,
    (speed) => (state.speed = speed),
  );
  jumps();
  byId('frame').value = state.turning ? 'turning' : 'relative';
  byId('frame').addEventListener('change', (event) => {
    state.turning = event.target.value === 'turning';
    show();
  });
  spans.forEach((span, i) => {
    const button = element('button', '', i === 0 ? 'All' : secondsText(span));
    button.type = 'button';
    button.addEventListener('click', () => setSpan(span));
    byId('ranges').append(button);
  });
  byId('lanes-label').hidden = runs.length < 2;
  options(
    byId('lanes'),
    runs.map((run, i) => [run.played.name, i]),
    0,
    (run) => {
      state.run = run;
      fill();
    },
  );
  byId('job-label').hidden = data.jobs.length < 2;
  options(byId('job'), [['all', -1], ...data.jobs.map((job, i) => [job, i])], -1, (job) => {
    state.job = job;
    fill();
  });
  runs.forEach((run) => {
    const item = element('li', '', run.played.name);
    item.style.setProperty('--series', `var(--series-${(run.index % 6) + 1})`);
    byId('legend').append(item);
  });
  byId('legend').hidden = runs.length < 2;
  document.addEventListener('keydown', (event) => {
    if (event.key === ' ' && !event.target.closest('button, select, input')) {
      event.preventDefault();
      play(!state.playing);
    }
  });
  const redraw = () => {
    colours = circleColors(document.body);
    show(true);
  };
  addEventListener('resize', redraw);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
}

verdict();
controls();
setSpan(end);
fill();
tell();
window.chorusRun = { data, state };
