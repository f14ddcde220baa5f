/** The beat, who acts alone on it, and whose turn it is. */

import { micros, number, ordinal, seconds, visible } from './format.js';

const DEFAULT_EVERY = 10;
const PULSE_MILLIS = 250;

/** Whose turn it is in cycles of so many beats; by the rules of docs/beats.md. */
export function turnAt(model, every, beatNow) {
  const beat = Math.floor(beatNow);
  const cycle = beat - beat % every;
  const known = model.listAt(cycle);
  if (!known || known.list.length === 0) {
    return { cycle, reason: 'this node has frozen no list of members yet' };
  }
  if (!known.agreed) {
    return { cycle, reason: known.assumed ? 'the members have no agreement' : 'the members had no agreement when the cycle began' };
  }
  const size = known.list.length;
  const length = every / size;
  const slot = Math.min(size - 1, Math.floor((beatNow - cycle) / length));
  return {
    cycle, slot, size, owner: known.list[slot], held: known.held.includes(known.list[slot]),
    next: known.list[(slot + 1) % size], endsIn: cycle + (slot + 1) * length - beatNow,
    place: (beatNow - cycle) / every, assumed: known.assumed,
  };
}

/** Who acts alone on the next beat whose number is a multiple of `every`. */
export function ownerAt(model, every, beatNow) {
  const beat = Math.floor(beatNow);
  const act = beat - beat % every + every;
  const known = model.listAt(act);
  if (!known?.agreed) {
    return { act, owner: null };
  }
  const present = known.list.filter((id) => !known.held.includes(id));
  // In whole numbers: number div every, modulo the members that are there.
  return { act, owner: present.length ? present[Math.floor(act / every) % present.length] : null };
}

/** The region "Beat". */
export class BeatView {

  constructor(root, model) {
    this.model = model;
    this.parts = Object.fromEntries([...root.querySelectorAll('[data-part]')]
      .map((element) => [element.dataset.part, element]));
    this.every = DEFAULT_EVERY;
    this.shown = {};
    this.parts.every.addEventListener('input', () => {
      const every = Number(this.parts.every.value);
      const good = Number.isSafeInteger(every) && every >= 1;
      this.parts.every.setAttribute('aria-invalid', String(!good));
      this.text('every-error', good ? '' : 'A whole number, 1 or more.');
      this.parts['every-error'].hidden = good;
      this.every = good ? every : null;
      this.update(performance.now());
    });
  }

  /** Nothing is known of the present while the state is old. */
  setOld(old) {
    this.old = old;
    this.update(performance.now());
  }

  showNothing(why) {
    for (const part of ['turn', 'owner']) {
      this.text(part, '\u2013');
      this.text(`${part}-note`, why);
    }
    this.parts.track.classList.add('none');
  }

  /** Shows a beat number, once a beat. */
  showNumber(beatNow, flashing) {
    const beat = Math.floor(beatNow);
    if (beat === this.shown.beat) {
      return;
    }
    const running = this.shown.beat !== undefined;
    this.shown.beat = beat;
    this.parts.number.textContent = number(beat);
    if (running && flashing) {
      this.parts.pulse.classList.add('lit');
      setTimeout(() => this.parts.pulse.classList.remove('lit'), PULSE_MILLIS);
    }
  }

  /** Shows what each state changes. */
  update(nowMillis) {
    const { state } = this.model;
    if (!state) {
      return;
    }
    const beatNow = this.model.beatAt(nowMillis);
    const frequency = state.node.frequencyHz;
    this.text('certainty', certainty(state));
    if (this.every === null || this.old) {
      this.showNothing(this.old ? 'unknown now' : '');
      return;
    }
    const owner = ownerAt(this.model, this.every, beatNow);
    this.text('owner', owner.owner ? visible(owner.owner) : 'no member');
    this.text('owner-note', `${owner.owner ? 'on' : 'no agreement on'} beat ${number(owner.act)}`);
    const turn = turnAt(this.model, this.every, beatNow);
    this.parts.track.classList.toggle('none', !turn.owner);
    if (!turn.owner) {
      this.text('turn', 'no member');
      this.text('turn-note', turn.reason);
      return;
    }
    this.text('turn', visible(turn.owner));
    const ends = (frequency > 0 && this.every / turn.size / frequency >= 0.5) ? `, ${seconds(Math.max(0.1, turn.endsIn / frequency))} left` : '';
    const held = turn.held ? ', held for its return' : '';
    this.text('turn-note', `${ordinal(turn.slot + 1)} of ${turn.size}${held}${ends}, then ${visible(turn.next)}${turn.assumed ? ' (by the present list)' : ''}`);
    this.showTrack(turn);
  }

  showTrack(turn) {
    const { track, slot, cursor } = this.parts;
    if (this.shown.size !== turn.size) {
      this.shown.size = turn.size;
      track.style.setProperty('--slots', turn.size);
      track.classList.toggle('ticked', turn.size <= 24);
      slot.style.width = `${100 / turn.size}%`;
    }
    slot.style.transform = `translateX(${100 * turn.slot}%)`;
    cursor.style.transform = `translateX(${(100 * turn.place).toFixed(2)}%)`;
  }

  text(part, text) {
    if (this.shown[part] !== text) {
      this.shown[part] = text;
      this.parts[part].textContent = text;
    }
  }
}

function certainty(state) {
  const { settled, errorBoundMicros: bound, missed } = state.beat;
  const known = !settled
    ? 'Not settled: this number is not yet that of most peers'
    : bound > 0 ? `Settled, to within ${micros(bound)}` : 'Settled';
  return (missed > 0) ? `${known}. ${number(missed)} missed since the start` : known;
}
