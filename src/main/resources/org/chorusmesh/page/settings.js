/** The settings of the node or the mesh, and their change. */

import { count, shortDuration, visible } from './format.js';
import { refusal, sentence, typed } from './operator.js';

const DURATIONS = new Set(['ttl', 'step', 'gossipPeriod']);

const ORIGINS = { local: 'changed here', mesh: 'by the mesh', configuration: '' };

/** The region "Settings". */
export class SettingsForm {

  /**
   * @param done called with what was said after each act
   */
  constructor(root, model, operator, done) {
    this.model = model;
    this.operator = operator;
    this.done = done;
    this.form = root.querySelector('form');
    this.result = root.querySelector('[data-part="result"]');
    this.effect = root.querySelector('[data-part="effect"]');
    this.scope = this.form.elements.scope;
    // Nothing can be changed before it is known.
    this.form.inert = true;
    this.dirty = new Map();
    this.tag = null;
    this.fields = [...this.form.querySelectorAll('input[data-setting]')];
    for (const input of this.fields) {
      input.addEventListener('input', () => this.edited(input));
    }
    for (const button of this.form.querySelectorAll('[data-back]')) {
      button.addEventListener('click', () => this.takeBack(button.dataset.back));
    }
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    this.form.addEventListener('reset', (event) => {
      event.preventDefault();
      this.discard();
    });
    this.scope.addEventListener('change', () => this.showEffect());
  }

  /** Shows the settings in force, except where something else has been typed. */
  update() {
    this.form.inert = false;
    const { settings } = this.model.peers;
    for (const input of this.fields) {
      const field = input.dataset.setting;
      const value = shown(field, settings[field]);
      if (!this.dirty.has(field) && input.value !== value) {
        input.value = value;
      }
      const origin = settings.origins[field];
      const note = this.form.querySelector(`[data-origin="${field}"]`);
      const text = this.dirty.has(field) ? `now ${value}` : ORIGINS[origin] ?? '';
      if (note.textContent !== text) {
        note.textContent = text;
      }
      this.form.querySelector(`[data-back="${field}"]`).hidden = origin === 'configuration' || this.dirty.has(field);
    }
    this.showEffect();
  }

  /** What an old state shows is not changed. */
  setOld(old) {
    this.old = old;
    for (const button of this.form.querySelectorAll('[data-part="apply"], [data-part="kick"], [data-back]')) {
      button.disabled = old;
    }
    if (this.model.peers) {
      this.showEffect();
    }
  }

  edited(input) {
    const field = input.dataset.setting;
    if (this.dirty.size === 0) {
      // What the operator has seen; a change by another operator in between is refused.
      this.tag = this.presentTag();
    }
    if (input.value.trim() === shown(field, this.model.peers.settings[field])) {
      this.dirty.delete(field);
    } else {
      this.dirty.set(field, input.value);
    }
    this.fault(field, null);
    this.say('');
    this.update();
  }

  presentTag() {
    return `"${this.model.peers.bootId}.${this.model.peers.settingsVersion}"`;
  }

  discard() {
    this.dirty.clear();
    this.clearFaults();
    this.say('');
    this.update();
  }

  async submit() {
    if (this.old) {
      return;
    }
    if (this.dirty.size === 0) {
      this.say('Change a value first.');
      return;
    }
    const body = {};
    for (const [field, text] of this.dirty) {
      body[field] = value(field, text);
    }
    await this.send(body, this.tag, [...this.dirty.keys()]);
  }

  async takeBack(field) {
    await this.send({ [field]: null }, this.presentTag(), [field]);
  }

  async send(body, tag, fields) {
    this.clearFaults();
    const mesh = this.scope.value === 'mesh';
    this.busy(true);
    const answer = await this.operator.send(this.act(body, mesh), 'PATCH', mesh ? '/settings?scope=mesh' : '/settings', body, { 'If-Match': tag });
    this.busy(false);
    this.done();
    if (!answer) {
      this.say('Nothing was changed.');
    } else if (answer.ok) {
      fields.forEach((field) => this.dirty.delete(field));
      this.takeAnswer(answer.body);
      this.say(mesh ? 'In force for the mesh.' : 'In force on this node.', 'good');
    } else {
      if (answer.status === 412) {
        this.tag = this.presentTag();
      }
      const errors = answer.body?.errors ?? [];
      const elsewhere = this.showFaults(errors);
      const why = errors.length ? 'Nothing was changed: see what is wrong at each field.' : refusal(answer);
      this.say([why, ...elsewhere].join(' '), 'bad');
    }
  }

  /** What a change does, in a sentence. */
  act(body, mesh) {
    const { mesh: name, nodeId } = this.model.peers;
    const changes = Object.entries(body).map(([field, to]) => (to === null ? `${field} to what it was configured as` : `${field} to ${to}`));
    return `Set ${changes.join(', ')} on ${mesh ? `all nodes of the mesh ${visible(name)}` : `node ${visible(nodeId)}`}.`;
  }

  takeAnswer(settings) {
    if (settings?.origins) {
      this.model.peers.settings = settings;
      this.model.peers.settingsVersion = settings.version;
    }
    this.update();
  }

  /** Puts each error at its field, and returns those that have none. */
  showFaults(errors) {
    const elsewhere = [];
    for (const { field, message } of errors) {
      const input = this.fields.find((candidate) => candidate.dataset.setting === field);
      if (input) {
        this.fault(field, message);
      } else {
        elsewhere.push(`${field} ${message}.`);
      }
    }
    this.fields.find((input) => input.getAttribute('aria-invalid') === 'true')?.focus();
    return elsewhere;
  }

  fault(field, message) {
    const input = this.fields.find((candidate) => candidate.dataset.setting === field);
    const place = this.form.querySelector(`#error-${field}`);
    place.textContent = message ? sentence(message) : '';
    place.hidden = !message;
    if (message) {
      input.setAttribute('aria-invalid', 'true');
    } else {
      input.removeAttribute('aria-invalid');
    }
  }

  clearFaults() {
    this.fields.forEach((input) => this.fault(input.dataset.setting, null));
  }

  /** Says what "the mesh" would do. */
  showEffect() {
    const { mesh, settings, ids } = this.model.peers;
    const text = this.old ? 'Nothing can be changed now: the node is not heard.' : (this.scope.value === 'mesh')
      ? `Changes all ${count(this.model.members?.present ?? ids.length + 1, 'node')} of the mesh ${mesh}, this one included, `
        + 'and each that joins later. A value changed on a node itself stays there. It requires keys.'
      : settings.mesh
        ? 'Changes this node alone, until it restarts. It goes before what the mesh says.'
        : 'Changes this node alone, until it restarts.';
    if (this.effect.textContent !== text) {
      this.effect.textContent = text;
    }
    this.form.classList.toggle('dirty', this.dirty.size > 0);
  }

  busy(waiting) {
    this.form.setAttribute('aria-busy', String(waiting));
  }

  say(text, tone = '') {
    this.result.textContent = text;
    this.result.dataset.tone = tone;
  }
}

function shown(field, value) {
  return DURATIONS.has(field) ? shortDuration(value) : String(value);
}

function value(field, text) {
  return DURATIONS.has(field) ? text.trim() : typed(text);
}
