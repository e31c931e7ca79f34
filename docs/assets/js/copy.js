// Puts a button beside lines to copy, and says aloud what became of them. Without it the lines can be marked by hand.

const SHOWN_FOR = 4000;

const heard = document.createElement("p");
heard.className = "oa-unseen";
heard.setAttribute("aria-live", "polite");
document.querySelector("#content").append(heard);

function marked(lines) {
  const range = document.createRange();
  range.selectNodeContents(lines);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

// Where the clipboard is refused (no permission, no https) the lines are marked, ready for the reader's own keys.
async function copied(lines) {
  try {
    await navigator.clipboard.writeText(lines.textContent);
    return "Copied";
  } catch {
    marked(lines);
    return "Marked: copy it with your keys";
  }
}

function equip(block) {
  const lines = block.querySelector("pre");
  const button = document.createElement("button");
  const word = document.createElement("span");
  const what = document.createElement("span");
  button.type = "button";
  button.className = "oa-copy";
  word.textContent = "Copy";
  what.className = "oa-unseen";
  what.textContent = ` the ${block.dataset.copy}`;
  button.append(word, what);
  let waiting;
  button.addEventListener("click", async () => {
    const said = await copied(lines);
    word.textContent = said;
    heard.textContent = `${said}: the ${block.dataset.copy}`;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      word.textContent = "Copy";
      heard.textContent = "";
    }, SHOWN_FOR);
  });
  block.prepend(button);
}

document.querySelectorAll("[data-copy]").forEach(equip);
