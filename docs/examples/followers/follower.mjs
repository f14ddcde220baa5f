// Follow the beats of a Chorus node, in Node 18 or a browser, without any package.
//
//     node follower.mjs http://localhost:8080/api/v1 [http://other:8080/api/v1 ...]
//
//     import { beats } from './follower.mjs';
//     for await (const beat of beats(['http://localhost:8080/api/v1'])) { … }
//
// The first node that answers is followed. A page of another origin needs chorus.web.cors.allowed-origins.

const SILENCE_MILLIS = 40_000; // the node sends a comment after 15 s without a beat

/** Each beat as it fires: never twice, never back, whichever node says it. */
export async function* beats(urls) {
  let last = -1;
  for (;;) {
    for (const url of urls) {
      try {
        for await (const event of events(`${url}/beats`)) {
          const number = Number(event.id);
          if (event.name === 'beat' && Number.isSafeInteger(number) && number > last) {
            const missed = last < 0 ? 0 : number - last - 1;
            last = number;
            yield { ...JSON.parse(event.data), number, missed };
          }
        }
      } catch (failure) {
        console.error(`${url} cannot be followed: ${failure.cause?.message ?? failure.message}`);
      }
    }
    await new Promise((resume) => setTimeout(resume, 1000 + 2000 * Math.random()));
  }
}

/** The events of a stream until it ends. */
async function* events(url) {
  const abort = new AbortController();
  let silence = setTimeout(() => abort.abort(), SILENCE_MILLIS);
  try {
    const headers = { Accept: 'text/event-stream' };
    const response = await fetch(url, { headers, signal: abort.signal });
    if (!response.ok) {
      throw new Error(`it answers with status ${response.status}`);
    }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(silence);
      silence = setTimeout(() => abort.abort(), SILENCE_MILLIS);
      const texts = (rest + part.value).split(/\r?\n\r?\n/);
      rest = texts.pop();
      if (rest.length > 65_536) {
        throw new Error('it sends no events');
      }
      for (const text of texts) {
        const field = (name) => text.match(new RegExp(`^${name}: ?(.*)$`, 'm'))?.[1] ?? '';
        yield { name: field('event'), id: field('id'), data: field('data') };
      }
    }
  } finally {
    clearTimeout(silence);
    abort.abort();
  }
}

if (typeof process !== 'undefined' && process.argv[1]?.endsWith('follower.mjs')) {
  const urls = process.argv.slice(2);
  if (urls.length === 0) {
    console.error('node follower.mjs http://localhost:8080/api/v1 [http://other:8080/api/v1 ...]');
    process.exit(2);
  }
  for await (const { number, missed } of beats(urls)) {
    console.log(`beat ${number} missed ${missed}`);
  }
}
