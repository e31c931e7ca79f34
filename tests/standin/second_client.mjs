// Asks the stand-in through the Hub's client from npm and prints what it understood, as one JSON object.
import {
  datasetInfo,
  downloadFile,
  fileDownloadInfo,
  fileExists,
  listDatasets,
  listFiles,
  listModels,
  modelInfo,
  pathsInfo,
} from "@huggingface/hub";

const hubUrl = process.argv[2];
const model = { type: "model", name: "acme/open-7b" };

async function collected(generator) {
  const found = [];
  for await (const one of generator) {
    found.push(one);
  }
  return found;
}

async function refusal(promise) {
  try {
    await promise;
    return null;
  } catch (error) {
    return { status: error.statusCode ?? null, message: error.message.split(". URL")[0] };
  }
}

const readme = await downloadFile({ repo: model, path: "README.md", hubUrl });
const part = await downloadFile({ repo: model, path: "README.md", hubUrl });
const result = {
  models: (await collected(listModels({ search: { owner: "acme" }, hubUrl }))).map((one) => one.name),
  datasets: (await collected(listDatasets({ search: { owner: "acme" }, hubUrl }))).map((one) => one.name),
  info: await modelInfo({ name: model.name, additionalFields: ["sha", "cardData"], hubUrl }),
  renamed: (await modelInfo({ name: "acme/old-name", hubUrl })).name,
  dataset: (await datasetInfo({ name: "globex/gated-data", hubUrl })).gated,
  files: (await collected(listFiles({ repo: model, recursive: true, hubUrl }))).map((one) => [one.path, one.size]),
  root: (await collected(listFiles({ repo: { type: "dataset", name: "acme/open-corpus" }, hubUrl }))).map(
    (one) => [one.path, one.type],
  ),
  paths: await pathsInfo({ repo: model, paths: ["LICENSE", "no-such-file"], hubUrl }),
  readme: await readme.text(),
  part: await part.slice(4, 11).text(),
  etag: (await fileDownloadInfo({ repo: model, path: "README.md", hubUrl })).etag,
  exists: await fileExists({ repo: model, path: "README.md", hubUrl }),
  absent: await fileExists({ repo: model, path: "no-such-file", hubUrl }),
  missing: await refusal(modelInfo({ name: "acme/gone", hubUrl })),
  gated: await refusal(fileDownloadInfo({ repo: { type: "model", name: "globex/closed-13b" }, path: "config.json", hubUrl })),
  unrecorded: await refusal(modelInfo({ name: "acme/never-seen", hubUrl })),
  partial: await refusal(collected(listFiles({ repo: { type: "model", name: "acme/partial-list" }, hubUrl }))),
};
console.log(JSON.stringify(result));
