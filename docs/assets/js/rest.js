// The models that stand in no row of the page: loaded file by file, while those that are here are found already.

const TOO_LONG = 30_000; // milliseconds for one file

const AT_ONCE = 500; // models that are made before keys and paint come in between

function pause() {
  return new Promise((done) => setTimeout(done));
}

async function asked(address) {
  const answer = await fetch(address, { signal: AbortSignal.timeout(TOO_LONG) });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/**
 * Hand the models of the files to `take` in their order, those of one file together; `read` makes them one by one. The
 * next file comes while one is read. Raises what stands in the way, after `take` has had all files before.
 */
export async function load(files, read, take) {
  let next = asked(files[0]);
  for (let at = 0; at < files.length; at += 1) {
    const file = await next;
    if (at + 1 < files.length) {
      next = asked(files[at + 1]);
      next.catch(() => {}); // raised where it is awaited
    }
    const models = [];
    for (const model of read(file)) {
      models.push(model);
      if (models.length % AT_ONCE === 0) await pause();
    }
    take(models, file.first);
    await pause();
  }
}
