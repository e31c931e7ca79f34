// Models as find.js looks through them: from the rows of the page, and from files of rows; and back to rows.
import { stateValues } from "./find.js";
import { element, inWords, strip } from "./marks.js";
import { parameters } from "./standing.js";

const NOTHING = [];

export class Rows {
  /**
   * `names`: the filters in their order, `places`: those of the criteria; `lines`: the options of `meets`; `words`: see
   * models.py.
   */
  constructor(names, places, lines, words) {
    this.names = names;
    this.places = places;
    this.lines = lines;
    this.words = words;
    this.kept = { meets: new Map(), family: new Map(), lower: new Map(), task: new Map() };
  }

  /** What is made of a text once is made once: thousands of models share few of them. */
  once(kind, text, make) {
    const kept = this.kept[kind];
    if (!kept.has(text)) kept.set(text, make(text));
    return kept.get(text);
  }

  lower(text) {
    return this.once("lower", text, (one) => one.toLowerCase());
  }

  /** A row of the page as a model; `place` is its rank. */
  ofRow(row, place) {
    const [id, , license, task, , observed] = [...row.cells].map((cell) => cell.textContent);
    const { s, m, l, z, f, n } = row.dataset;
    const told = { id, states: s, meets: m, license, license_family: l, size: z, family: f, number: n ?? "", task, observed };
    return Object.assign(this.model(told, place), { row });
  }

  /** The models of a file, one by one: `first` is the rank of its first; the other columns hold a value for each model. */
  *ofFile(file) {
    const { first, ...columns } = file;
    const names = Object.keys(columns);
    const values = names.map((name) => {
      const column = columns[name];
      return Array.isArray(column) ? (at) => column[at] : (at) => column.of[column.at[at]];
    });
    for (let at = 0; at < columns.id.length; at += 1) {
      const told = {};
      names.forEach((name, number) => (told[name] = values[number](at)));
      yield this.model(told, first + at);
    }
  }

  model(told, place) {
    const { id, states, meets, license, license_family, size, family, number, task, observed } = told;
    const options = {
      task: this.once("task", task, (words) => words.replaceAll(" ", "-") || "none"),
      license_family,
      size,
      meets: this.once("meets", meets, (bits) => this.lines.filter((_, line) => bits[line] === "1")),
      producer: id.slice(0, id.indexOf("/")),
      family: family ? this.once("family", family, (ids) => ids.split(" ")) : NOTHING,
    };
    this.places.forEach((name, at) => (options[name] = stateValues(states[at])));
    const values = this.names.map((name) => options[name]);
    const name = id.toLowerCase();
    const [ofLicense, ofTask] = [this.lower(license), this.lower(task)];
    const keys = {
      open: place,
      name,
      license: ofLicense,
      task: ofTask,
      parameters: number ? Number(number) : "",
      observed: /^\d/.test(observed) ? observed : "",
    };
    return { id, text: `${name} ${ofLicense} ${ofTask}`, values, keys, shown: { states, license, task, observed } };
  }

  /** The row of a model that stands in none of the page's, as models.html would have written it. */
  made({ id, keys, shown }) {
    const results = [...shown.states].map((letter, at) => ({ title: this.words.titles[at], ...this.words.states[letter] }));
    const own = this.words.indexes.includes(id.slice(id.indexOf("/") + 1).toLowerCase()) ? "--" : "";
    const cell = (text, attributes = {}) => element("td", attributes, text);
    const six = results.length > 0 ? strip(results) : element("span", { class: "oa-quiet" }, "could not be judged");
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, element("a", { href: `../models/${id}${own}/` }, id)),
      element("td", {}, six, " ", element("span", { class: "oa-words" }, inWords(results))),
      cell(shown.license),
      cell(shown.task),
      cell(parameters(keys.parameters), { class: "oa-num" }),
      cell(shown.observed, { class: "oa-num" }),
    );
  }
}
