/** Writes, with the operator's credentials. They are kept in memory only. */

/** Asks for the operator's credentials when a write needs them. */
export class Operator {

  constructor(dialog, base) {
    this.dialog = dialog;
    this.base = base;
    this.credentials = null;
    this.form = dialog.querySelector('form');
    this.asked = dialog.querySelector('[data-part="asked"]');
    this.fault = dialog.querySelector('[data-part="fault"]');
    dialog.querySelector('[value="cancel"]').addEventListener('click', () => dialog.close('cancel'));
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.dialog.close('sign-in');
    });
  }

  /** Resolves to whether credentials were given for an act, which is named. */
  ask(act, fault) {
    this.asked.textContent = act;
    this.fault.textContent = fault ?? '';
    this.fault.hidden = !fault;
    this.form.elements.password.value = '';
    this.dialog.returnValue = '';
    this.dialog.showModal();
    const { user, password } = this.form.elements;
    (user.value ? password : user).focus();
    return new Promise((resolve) => {
      this.dialog.addEventListener('close', () => {
        const given = this.dialog.returnValue === 'sign-in';
        if (given) {
          this.credentials = basic(this.form.elements.user.value, this.form.elements.password.value);
        }
        this.form.elements.password.value = '';
        resolve(given);
      }, { once: true });
    });
  }

  signOut() {
    this.credentials = null;
  }

  /**
   * Sends a write.
   *
   * @param act what it does, in a sentence for the operator
   * @returns {ok, status, body}; null if the operator has cancelled
   */
  async send(act, method, path, body, headers = {}) {
    let fault = null;
    for (;;) {
      if (!this.credentials && !(await this.ask(act, fault))) {
        return null;
      }
      const answer = await this.once(method, path, body, headers);
      if (answer.status !== 401 && answer.status !== 403) {
        return answer;
      }
      this.credentials = null;
      fault = answer.status === 401
        ? 'This name and password are not right. Nothing was changed.'
        : `${answer.body?.detail ?? 'This user may not change anything.'} Nothing was changed.`;
    }
  }

  async once(method, path, body, headers) {
    try {
      const response = await fetch(this.base + path, {
        method,
        credentials: 'omit',
        headers: {
          Accept: 'application/json',
          Authorization: this.credentials,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { ok: response.ok, status: response.status, body: parse(text) };
    } catch {
      return { ok: false, status: 0, body: null };
    }
  }
}

/** What to say of an answer that is no success. */
export function refusal(answer) {
  if (answer.status === 0) {
    return 'The node cannot be reached. Nothing was changed, as far as is known.';
  }
  if (answer.status === 412) {
    return 'Another operator has changed the settings meanwhile. Nothing was changed. Look at the values, and apply again.';
  }
  const detail = answer.body?.detail ?? `The node answered ${answer.status}.`;
  if (answer.status === 503) {
    return detail;
  }
  return /Nothing was changed/.test(detail) ? detail : `${detail} Nothing was changed.`;
}

/** HTTP Basic in UTF-8. */
function basic(user, password) {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}

function parse(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/** A number where the text is one; else the text, so that the node says what is wrong with it. */
export function typed(text) {
  const trimmed = text.trim();
  return (trimmed !== '' && Number.isFinite(Number(trimmed))) ? Number(trimmed) : trimmed;
}

export function sentence(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`.replace(/\.\.$/, '.');
}
