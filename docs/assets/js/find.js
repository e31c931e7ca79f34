// Finding models among those in memory: which fit, in which order, and how many each further choice would leave.
// A model is {id, text, values, keys}: `values` holds for each filter, in their order, the option that fits it or a list
// of them; `keys` what it is sorted by. What is wanted is a list of [filter's place, option].

const STATES = { m: ["met", "some"], p: ["partial", "some"], n: ["not_met"], u: ["unknown"] };
const NO_STATE = [];
const AT_ONCE = 2000; // models that are counted before keys and paint come in between

/** The options of a criterion's filter that a state fits, by the state's letter. */
export function stateValues(letter) {
  return STATES[letter] ?? NO_STATE;
}

/** The words of a search, in lower case. */
export function wordsOf(search) {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}

function has(value, wanted) {
  return typeof value === "string" ? value === wanted : value.includes(wanted);
}

function holds(model, words) {
  for (const word of words) if (!model.text.includes(word)) return false;
  return true;
}

function fits(model, wanted) {
  for (const [at, value] of wanted) if (!has(model.values[at], value)) return false;
  return true;
}

/** The models that hold all words and fit all of `wanted`, in the order they came in. */
export function fitting(models, words, wanted) {
  return models.filter((model) => holds(model, words) && fits(model, wanted));
}

/** The place of the one filter that a model misses; -1 where it misses none, null where it misses several. */
function onlyMissed(model, wanted) {
  let missed = -1;
  for (const [at, value] of wanted) {
    if (has(model.values[at], value)) continue;
    if (missed >= 0) return null;
    missed = at;
  }
  return missed;
}

/**
 * For each of so many filters: option -> how many models it would leave, all other filters as they are. Of many models
 * a part is counted at a time; null where `stale` says meanwhile that nobody waits for it any more.
 */
export async function counted(models, words, wanted, filters, stale = () => false) {
  // Lists of options are shared by the models that have the same, so each is counted as one thing first.
  const found = Array.from({ length: filters }, () => new Map());
  const add = (model, at) => found[at].set(model.values[at], (found[at].get(model.values[at]) ?? 0) + 1);
  for (let number = 0; number < models.length; number += 1) {
    if (number > 0 && number % AT_ONCE === 0) {
      await new Promise((done) => setTimeout(done));
      if (stale()) return null;
    }
    const model = models[number];
    if (!holds(model, words)) continue;
    const missed = onlyMissed(model, wanted);
    // A model that misses one filter only would be back if just that one were chosen otherwise.
    if (missed === -1) for (let at = 0; at < filters; at += 1) add(model, at);
    else if (missed !== null) add(model, missed);
  }
  return found.map((of) => {
    const counts = new Map();
    for (const [value, times] of of) {
      for (const option of typeof value === "string" ? [value] : value) counts.set(option, (counts.get(option) ?? 0) + times);
    }
    return counts;
  });
}

/** A sorted copy: `sort` is a key's name, with a `-` before it for the other way round. What is not known stands last. */
export function sorted(models, sort) {
  const falling = sort.startsWith("-");
  const name = falling ? sort.slice(1) : sort;
  const known = models.filter((model) => model.keys[name] !== "");
  const unknown = models.filter((model) => model.keys[name] === "");
  const way = falling ? -1 : 1;
  const byRank = (one, other) => one.keys.open - other.keys.open;
  known.sort((one, other) => {
    const [a, b] = [one.keys[name], other.keys[name]];
    return a === b ? byRank(one, other) : (a < b ? -1 : 1) * way;
  });
  return [...known, ...unknown.sort(byRank)];
}
