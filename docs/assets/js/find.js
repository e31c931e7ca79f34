// Finding models among those in memory: which fit, in which order, and how many each further choice would leave.
// A model is {id, text, values, keys}: `values` holds for each filter the option that fits it, or a list of them; `keys`
// what it is sorted by.

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
  for (const [name, value] of wanted) if (!has(model.values[name], value)) return false;
  return true;
}

/** The models that hold all words and fit all of `wanted`, a list of [filter, option]; in the order they came in. */
export function fitting(models, words, wanted) {
  return models.filter((model) => holds(model, words) && fits(model, wanted));
}

/**
 * Filter -> option -> how many models it would leave, all other filters as they are. Of many models a part is counted
 * at a time; null where `stale` says meanwhile that nobody waits for it any more.
 */
export async function counted(models, words, wanted, names, stale = () => false) {
  const counts = Object.fromEntries(names.map((name) => [name, new Map()]));
  const one = (name, value) => counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
  const add = (model, name) => {
    const value = model.values[name];
    if (typeof value === "string") one(name, value);
    else for (const each of value) one(name, each);
  };
  for (let at = 0; at < models.length; at += 1) {
    if (at > 0 && at % AT_ONCE === 0) {
      await new Promise((done) => setTimeout(done));
      if (stale()) return null;
    }
    const model = models[at];
    if (!holds(model, words)) continue;
    const missed = wanted.filter(([name, value]) => !has(model.values[name], value));
    // A model that misses one filter only would be back if just that one were chosen otherwise.
    if (missed.length === 0) for (const name of names) add(model, name);
    else if (missed.length === 1) add(model, missed[0][0]);
  }
  return counts;
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
