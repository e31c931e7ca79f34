// Where a model stands, in the words of its scorecard: the same sentences that are written at build time.
// `words` come with the page: states, verdicts, and each definition's rungs by their titles.

const UNITS = [["T", 1e12], ["B", 1e9], ["M", 1e6], ["K", 1e3]];

/** A count of parameters: `7.2B`, `350M`, empty where not known. */
export function parameters(number) {
  if (typeof number !== "number" || number < 0) return "";
  for (const [unit, size] of UNITS) {
    if (number < 0.9995 * size) continue;
    if (number < 1000 * size) return `${Number((number / size).toPrecision(3))}${unit}`;
    return `${Math.floor(number / size).toLocaleString("en")}${unit}`;
  }
  return String(number);
}

/** The date of an ISO stamp, as much of it as is known. */
export function day(stamp) {
  return /^\d{4}(-\d{2}(-\d{2})?)?/.exec(stamp)?.[0] ?? "not known";
}

function level(definition, id) {
  return definition?.levels[id] ?? id.replaceAll("_", " ");
}

/** The verdict, the rung of a ladder, or the range of a mean. */
export function standing(card, definition, words) {
  const { low, high, level: sure, highest } = card.standing;
  if (low !== null && high !== null) {
    const [from, to] = [low.toFixed(2), high.toFixed(2)];
    return from === to ? `A mean of ${from}, of 1 at most` : `A mean from ${from} to ${to}, of 1 at most`;
  }
  if (sure !== highest) {
    return `${sure ? `Reaches ${level(definition, sure)}` : "No rung for certain"}; perhaps up to ${level(definition, highest)}`;
  }
  if (sure) return `Reaches ${level(definition, sure)}`;
  if (definition && Object.keys(definition.levels).length > 0) return "Reaches none of its rungs";
  return words.verdicts[card.verdict];
}

/** Whether nothing that is unknown can change it. */
export function isSure(card) {
  const { low, high, level: sure, highest } = card.standing;
  return card.verdict !== "unknown" && sure === highest && low === high;
}
