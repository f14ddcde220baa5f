/** The page of a node: wires the stream to what is shown. */

import { BeatView } from './beat.js';
import { CircleView } from './circle-view.js';
import { visible } from './format.js';
import { History } from './history.js';
import { addScript, addStyle, onceNear } from './late.js';
import { Lists } from './lists.js';
import { Model } from './model.js';
import { Operator, refusal } from './operator.js';
import { PeersTable } from './peers.js';
import { PhaseDialog } from './phase.js';
import { SettingsForm } from './settings.js';
import { openStream } from './stream.js';
import { VerdictView } from './verdict.js';
import { openViews } from './views.js';

const base = document.querySelector('meta[name="chorus-base"]').content;
const region = (name) => document.querySelector(`[aria-label="${name}"]`);

const model = new Model();
const history = new History();
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const scheme = matchMedia('(prefers-color-scheme: dark)');

const operator = new Operator(region('Operator'), base);
const settings = new SettingsForm(region('Settings'), model, operator, showOperator);
const kick = new PhaseDialog(region('Kick'), model, operator, (text, tone) => settings.say(text, tone));
const beat = new BeatView(region('Beat'), model);
const lists = new Lists(document, model);
const verdict = new VerdictView(document, model, { showAll: () => table.show('not_in_step') });
const circle = new CircleView(region('Phase circle'), model, {
  calm, beat, point, reveal: (id) => table.reveal(id), seen: () => onceNear(region('Order over time'), showCurves),
});
const table = new PeersTable(region('Peers'), model, { mute, forget, point });
const views = openViews(document, { base, model });

let curves = null;
let shownOld = false;

const stream = openStream(`${base}/watch`, model, {
  opened() {
    fetchTimeline();
  },
  peers() {
    table.rebuild();
    settings.update();
    lists.showAddresses();
    document.title = `${visible(model.peers.nodeId)} · Chorus`;
  },
  members() {
    lists.showMembers();
  },
  state() {
    showAge(null);
    history.add(model.state);
    views.addState(model.state, model.peers.ids);
    show();
  },
  age: showAge,
});

/** Shows how old what is shown is, null if it is fresh: what is old says nothing of the present. */
function showAge(millis) {
  const old = millis !== null;
  document.body.classList.toggle('old', old);
  verdict.showAge(millis, model.state !== null);
  if (old !== shownOld) {
    shownOld = old;
    circle.setOld(old);
    beat.setOld(old);
    settings.setOld(old);
    table.setOld(old);
  }
}

function show() {
  if (document.hidden || !model.ready) {
    return;
  }
  const now = performance.now();
  verdict.update();
  circle.update(now);
  if (views.shows('now')) {
    beat.update(now);
    table.update(now);
    lists.update();
    curves?.update(now);
  }
}

async function showCurves() {
  const [{ Curves }] = await Promise.all([import('./curves.js'), addStyle('lib/uPlot.min.css'), addScript('lib/uPlot.iife.min.js')]);
  curves = new Curves(region('Order over time'), history);
  curves.draw();
}

async function fetchTimeline() {
  try {
    const response = await fetch(`${base}/timeline`, { headers: { Accept: 'application/json' } });
    if (response.ok) {
      const timeline = await response.json();
      history.seed(timeline.samples);
      model.addEvents(timeline.events);
      model.takeBeats(timeline.beats);
      views.setTimeline(timeline);
      lists.update();
      curves?.draw();
    }
  } catch {
    // The stream goes on without what was before.
  }
}

function point(id) {
  circle.point(id);
  table.point(id);
}

async function mute(id, muted, button) {
  await change(muted ? 'Mute' : 'Unmute', 'PATCH', id, { muted }, button, muted ? 'is muted on this node' : 'is in the sum again');
}

async function forget(id, button) {
  await change('Forget', 'DELETE', id, undefined, button, 'is forgotten until its next newer report');
}

async function change(verb, method, id, body, button, done) {
  const act = `${verb} peer ${visible(id)} on node ${visible(model.peers.nodeId)}.`;
  const answer = await operator.send(act, method, `/peer?id=${encodeURIComponent(id)}`, body);
  showOperator();
  settings.say(!answer ? 'Nothing was changed.' : answer.ok ? `Peer ${visible(id)} ${done}.` : refusal(answer),
    answer?.ok ? 'good' : answer ? 'bad' : '');
  button.focus({ preventScroll: true });
}

function showOperator() {
  document.querySelector('[data-part="signed-in"]').hidden = operator.credentials === null;
}

document.querySelector('[data-part="sign-out"]').addEventListener('click', () => {
  operator.signOut();
  showOperator();
});
document.querySelector('[data-part="kick"]').addEventListener('click', () => kick.open());
document.addEventListener('visibilitychange', show);
scheme.addEventListener('change', () => {
  circle.restyle();
  curves?.restyle();
});

/** For tests and measurements. */
window.chorus = { model, stream };
