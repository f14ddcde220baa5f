/** The dialog that moves the phase of the node. */

import { visible } from './format.js';
import { refusal, sentence, typed } from './operator.js';

/** The dialog "Kick". */
export class PhaseDialog {

  constructor(dialog, model, operator, say) {
    this.model = model;
    this.dialog = dialog;
    this.operator = operator;
    this.form = dialog.querySelector('form');
    this.fault = dialog.querySelector('#error-kick');
    dialog.querySelector('[value="cancel"]').addEventListener('click', () => dialog.close());
    this.form.addEventListener('submit', async (event) => {
      event.preventDefault();
      await this.submit(say);
    });
  }

  open() {
    this.show(null);
    this.dialog.showModal();
    this.form.elements.radians.select();
  }

  async submit(say) {
    const { radians, act } = this.form.elements;
    const field = act.value;
    const node = `the phase of node ${visible(this.model.peers.nodeId)}`;
    const what = (field === 'kick') ? `Move ${node} by ${radians.value} rad.` : `Set ${node} to ${radians.value} rad.`;
    const answer = await this.operator.send(what, 'POST', '/node/phase', { [field]: typed(radians.value) });
    if (!answer) {
      say('Nothing was changed.');
      this.dialog.close();
    } else if (answer.ok) {
      say(field === 'kick' ? `The phase was moved by ${radians.value} rad.` : `The phase was set to ${radians.value} rad.`, 'good');
      this.dialog.close();
    } else {
      const fault = answer.body?.errors?.find((error) => error.field === field);
      this.show(fault ? sentence(fault.message) : refusal(answer));
      radians.focus();
    }
  }

  show(message) {
    this.fault.textContent = message ?? '';
    this.fault.hidden = !message;
    this.form.elements.radians.toggleAttribute('aria-invalid', Boolean(message));
    if (message) {
      this.form.elements.radians.setAttribute('aria-invalid', 'true');
    }
  }
}
