// The draft board. Its scripts are run as one, in the order that page.py names. Everything is put in as text, never as HTML.
// This one: what all others use: making nodes, wording, asking the server, small notices, the state of this window.
const root = element.querySelector(".board");
const WORDS = props.value.words;
const state = {
  doc: "", rev: -1, tick: -1, busy: null, data: null, // what was last shown
  language: props.value.language,
  rewritten: new Map(), // item id -> its text before the rewriting that was asked for
  open: new Map(), // item id -> what its open panel holds: it must survive streaming
  tried: null, // findings of an edit that is being typed
  trouble: 0,
};
const words = () => WORDS[state.language];
const say = (key, values = {}) => String(words()[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") node.className = value;
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}
const button = (label, onclick, attributes = {}) => make("button", { type: "button", onclick, ...attributes }, label);
const composing = (event) => event.isComposing || event.keyCode === 229; // Enter that confirms a pinyin candidate

const SHAPES = { // 24 by 24, drawn by strokes
  notes: "M5 4h14v16H5zM8 9h8M8 13h8M8 17h5", list: "M4 6h16M4 12h16M4 18h16", pen: "M4 20l4-1L19 8l-3-3L5 16z", print: "M7 8V4h10v4M5 8h14v8H5zM8 14h8v6H8z",
  down: "M12 4v11M7 11l5 5 5-5M5 20h14", lock: "M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5z", more: "M5 12h.01M12 12h.01M19 12h.01", redo: "M20 6v5h-5M20 11a8 8 0 1 0-2 7",
  moon: "M20 14A8 8 0 1 1 10 4a7 7 0 0 0 10 10z", close: "M6 6l12 12M18 6L6 18", undo: "M4 8v5h5M4 13a8 8 0 1 1 2 6", plus: "M12 5v14M5 12h14",
  check: "M5 13l4 4L19 7", clock: "M12 7v5l3 3M12 3a9 9 0 1 0 .01 0", search: "M11 4a7 7 0 1 0 .01 0M16 16l5 5", link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
};
function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" })) svg.setAttribute(key, value);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

let noticed = 0;
function notice(text, { bad = false, undo = 0 } = {}) { // `undo`: the number of the step that the notice speaks of
  let box = document.getElementById("notice");
  if (!box) document.body.append((box = make("div", { id: "notice", role: "status", "aria-live": "polite" })));
  const mine = ++noticed;
  const gone = () => { if (mine === noticed) box.replaceChildren(); };
  box.replaceChildren(make("div", { class: bad ? "bad" : "" }, make("span", {}, text),
    undo ? button(say("undo"), () => { gone(); act("undo", { step: undo }); }, { class: "undo", "data-step": undo }) : null,
    button(icon("close"), gone, { "aria-label": say("close"), class: "quiet" })));
  setTimeout(gone, bad ? 12000 : 8000);
}

// Ask the server to do something to the draft that is shown. The answer is told to the writer where it must be.
async function act(op, more = {}, { quiet = false } = {}) {
  if (!quiet) {
    saving(true);
    document.getElementById("notice")?.replaceChildren(); // it spoke of what was done before
  }
  let answer;
  try {
    answer = await server.act({ op, doc: state.doc, language: state.language, ...more });
    if (!answer) throw new Error("no answer");
  } catch {
    notice(say("unreachable"), { bad: true });
    return { error: "unreachable" };
  } finally {
    if (!quiet) saving(false);
    kick();
  }
  if (answer.gone) lost();
  else if (answer.stale) notice(say("stale"), { bad: true });
  else if (answer.error) notice(answer.error, { bad: true });
  return answer;
}

const items = () => (state.data?.parts ? [state.data.opening, ...state.data.parts.flatMap((part) => part.items)].filter(Boolean) : []);
const itemOf = (id) => items().find((item) => item.id === id);
const nodeOf = (id) => root.querySelector(`[data-item="${CSS.escape(id)}"]`);
const noteOf = (id) => state.data?.notes.find((note) => note.id === id);
const nameOf = (item) => (item.id === "opening" ? say("opening") : `${item.number}${item.heading || item.sentences[0]?.text.slice(0, 16) || ""}`);
const latin = (text) => /[\x00-\x7f]$/.test(text);
function joined(sentences) {
  return sentences.reduce((text, sentence) => text + (text && latin(text) ? " " : "") + sentence.text, "");
}

function show(node) { // bring a place into view and mark it for a moment
  if (!node) return;
  node.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  node.classList.add("found");
  setTimeout(() => node.classList.remove("found"), 1600);
}
