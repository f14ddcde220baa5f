/** Members, addresses, frames and events. */

import { clock, count, number, seconds, visible } from './format.js';
import { addressTone, ADDRESS_WORDS, names } from './words.js';

const MOST_EVENTS = 40;
const MOST_NAMED = 4;

const VERDICTS = {
  admitted: ['admitted', 'good'], restarted: ['a peer\u2019s restart, admitted', 'good'], takeover: ['in place of a silent state, admitted', 'good'],
  stale: ['repeated or late', ''], echo: ['this node\u2019s own', ''], old_incarnation: ['of a smaller boot', 'warn'],
  clock_jump: ['Lamport time too far ahead', 'warn'], table_full: ['the table was full', 'warn'], duplicate_id: ['another boot under this id', 'warn'],
  malformed: ['unreadable', 'warn'], unauthenticated: ['wrong key', 'warn'],
};

const MEMBER_SHAPES = { settled: ['●', 'good'], unsettled: ['◆', 'warn'], gone: ['○', 'quiet'] };

const WARNING_EVENTS = new Set([
  'node_silenced', 'peer_one_way', 'peer_evicted', 'step_lost', 'agreement_lost', 'number_disputed',
  'duplicate_id', 'address_wrong', 'member_gone', 'peer_slow',
]);

export class Lists {

  constructor(root, model) {
    this.model = model;
    const region = (name) => root.querySelector(`[aria-label="${name}"]`);
    this.members = region('Members').querySelector('ul');
    this.agreement = region('Members').querySelector('[data-part="agreement"]');
    this.addresses = region('Addresses').querySelector('ul');
    this.frames = region('Frames').querySelector('dl');
    this.events = region('Events').querySelector('ol');
    this.shownEvent = 0;
  }

  update() {
    this.showFrames();
    this.showEvents();
    this.showAgreement();
  }

  showMembers() {
    const { members } = this.model;
    this.members.replaceChildren(...members.members.map((member) => {
      const [shape, tone] = MEMBER_SHAPES[member.state] ?? ['○', 'quiet'];
      const item = line(shape, tone, member.nodeId);
      const notes = [member.state === 'settled' ? '' : member.state, member.self ? 'this node' : '', member.held ? 'slot held' : '']
        .filter(Boolean).join(', ');
      item.lastChild.append(note(notes));
      return item;
    }));
    if (this.model.state) {
      this.showAgreement();
    }
  }

  showAgreement() {
    const { members, state } = this.model;
    if (!members) {
      return;
    }
    const epoch = { ...members.presentEpoch, ...state.beat.presentEpoch };
    const list = members.presentEpoch?.list;
    const away = new Set([
      ...members.members.filter((member) => member.state === 'gone').map((member) => member.nodeId),
      ...this.model.goneLately().map(([id]) => id),
    ]);
    const gone = (list ?? []).filter((id) => away.has(id));
    const without = gone.length ? `; ${names(gone, MOST_NAMED)} on it ${gone.length > 1 ? 'are' : 'is'} gone` : '';
    const text = epoch.agreed
      ? `Agreed: ${count(list?.length ?? 0, 'node')} share one list${without}.`
      : !state.beat.settled
        ? 'No agreement: this node is not settled.'
        : list && epoch.radius < members.presentEpoch.requiredRadius
          ? `No agreement: the list is known to be the same over ${epoch.radius} of ${members.presentEpoch.requiredRadius} links.`
          : list ? 'No agreement: the members are not all settled.' : 'No agreement: this node has frozen no list yet.';
    if (this.agreement.textContent !== text) {
      this.agreement.textContent = text;
      this.agreement.dataset.tone = epoch.agreed ? 'good' : 'warn';
    }
  }

  showAddresses() {
    const { addresses, found = 0 } = this.model.peers;
    this.addresses.replaceChildren(...addresses.map((address) => {
      const tone = addressTone(address.state);
      const item = line(tone === 'good' ? '●' : tone === 'warn' ? '!' : '○', tone, address.name);
      const heard = address.nodeId ? `${address.state === 'own' ? 'this node' : `heard ${visible(address.nodeId)}`}` : ADDRESS_WORDS[address.state] ?? address.state;
      const since = this.model.state ? `, for ${seconds((this.model.state.wallMillis - address.stateSinceWallMillis) / 1e3)}` : '';
      item.lastChild.append(note(heard + (tone === 'good' ? '' : since)));
      if (address.problem) {
        const problem = note(address.problem);
        problem.className = 'problem';
        item.lastChild.append(problem);
      }
      return item;
    }));
    const resting = found - addresses.filter((address) => address.state !== 'unresolved').length;
    if (resting > 0) {
      this.addresses.append(line('○', 'quiet', `${resting} more are known; others dial them`));
    }
    if (addresses.length === 0) {
      this.addresses.replaceChildren(line('○', 'quiet', 'none configured (chorus.gossip.peers)'));
    }
  }

  showFrames() {
    const verdicts = Object.entries(this.model.state.verdicts);
    const key = verdicts.map(([name]) => name).join();
    if (key !== this.frameKey) {
      this.frameKey = key;
      this.frameCells = {};
      this.frames.replaceChildren(...verdicts.flatMap(([name]) => {
        const [word, tone] = VERDICTS[name] ?? [name, ''];
        const term = document.createElement('dt');
        term.textContent = name.replaceAll('_', ' ');
        term.title = word;
        term.dataset.tone = tone;
        this.frameCells[name] = document.createElement('dd');
        return [term, this.frameCells[name]];
      }));
    }
    for (const [name, n] of verdicts) {
      const text = number(n);
      if (this.frameCells[name].textContent !== text) {
        this.frameCells[name].textContent = text;
      }
    }
  }

  showEvents() {
    const { events } = this.model;
    if (events.length === 0 && !this.events.hasChildNodes()) {
      const none = document.createElement('li');
      none.className = 'quiet';
      none.textContent = 'Nothing has happened since this page was opened.';
      this.events.append(none);
    }
    const newest = events.at(-1)?.id ?? 0;
    if (newest === this.shownEvent && events.length === this.shownCount) {
      return;
    }
    this.shownEvent = newest;
    this.shownCount = events.length;
    this.events.replaceChildren(...events.slice(-MOST_EVENTS).reverse().map((event) => {
      const item = document.createElement('li');
      const time = document.createElement('time');
      time.dateTime = new Date(event.wallMillis).toISOString();
      time.textContent = clock(event.wallMillis);
      const text = document.createElement('span');
      text.textContent = visible(event.text);
      text.title = text.textContent;
      item.dataset.tone = WARNING_EVENTS.has(event.kind) ? 'warn' : '';
      item.append(time, text);
      return item;
    }));
  }
}

function line(shape, tone, text) {
  const item = document.createElement('li');
  item.dataset.tone = tone;
  const mark = document.createElement('span');
  mark.className = 'shape';
  mark.ariaHidden = 'true';
  mark.textContent = shape;
  const name = document.createElement('bdi');
  name.className = 'name';
  name.textContent = visible(text);
  name.title = visible(text);
  const words = document.createElement('div');
  words.append(name);
  item.append(mark, words);
  return item;
}

function note(text) {
  const made = document.createElement('span');
  made.className = 'note';
  made.textContent = text;
  return made;
}
