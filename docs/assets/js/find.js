// Finding models among those in memory: which fit, in which order, and how many each further choice would leave.
// A model is {id, text, values, keys}: `values` holds for each filter the options that fit it, `keys` what it is sorted by.

const STATES = { m: ["met", "some"], p: ["partial", "some"], n: ["not_met"], u: ["unknown"] };

/** The options of a criterion's filter that a state fits, by the state's letter. */
export function stateValues(letter) {
  return STATES[letter] ?? [];
}

/** The words of a search, in lower case. */
export function wordsOf(search) {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}

function misses(model, wanted) {
  return wanted.filter(([name, value]) => !model.values[name].includes(value));
}

/** The models that hold all words and fit all of `wanted`, a list of [filter, option]. */
export function fitting(models, words, wanted) {
  return models.filter(
    (model) => words.every((word) => model.text.includes(word)) && misses(model, wanted).length === 0,
  );
}

/** Filter -> option -> how many models it would leave, all other filters as they are. */
export function counted(models, words, wanted, names) {
  const counts = Object.fromEntries(names.map((name) => [name, new Map()]));
  const add = (model, name) => {
    for (const value of model.values[name]) counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
  };
  for (const model of models) {
    if (!words.every((word) => model.text.includes(word))) continue;
    const missed = misses(model, wanted);
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
  known.sort((one, other) => {
    const [a, b] = [one.keys[name], other.keys[name]];
    return a === b ? one.keys.open - other.keys.open : (a < b ? -1 : 1) * way;
  });
  return [...known, ...unknown];
}
