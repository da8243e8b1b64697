// Files in and out: notes dropped or picked, a reviewed report dropped in, the finished copies, the pages as they print.
async function base64(file) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = fail;
    reader.readAsDataURL(file);
  });
}

const laid = { // how this browser's user has reports set: a preset's name (none: the usual one), and room for a seal
  get name() { const own = keep.get("layout") || ""; return state.data.layouts.some(([name]) => name === own) ? own : ""; },
  get seal() { return keep.get("seal") === "1"; },
};
function layoutRow(changed) {
  const pick = make("select", { id: "layout", "aria-label": say("layout") }, make("option", { value: "" }, say("layout_usual")), ...state.data.layouts.map(([name, about]) => make("option", { value: name, selected: name === laid.name }, about)));
  const seal = make("input", { type: "checkbox", id: "seal", checked: laid.seal });
  pick.addEventListener("change", () => { keep.set("layout", pick.value); changed?.(); });
  seal.addEventListener("change", () => { keep.set("seal", seal.checked ? "1" : "0"); changed?.(); });
  return make("div", { class: "row layout" }, make("label", { class: "tick", for: "layout" }, say("layout")), pick, state.data.language === "zh" ? make("label", { class: "tick" }, seal, say("seal")) : null);
}

async function download(format, copy, anyway = false) {
  const address = new URL(`drafts/${state.doc}/${copy}.${format}`, `${window.gradio_config?.root || location.origin}/`);
  address.search = new URLSearchParams({ ...(anyway && { anyway: "true" }), ...(laid.name && { layout: laid.name }), ...(laid.seal && { seal: "true" }) });
  try {
    const answer = await fetch(address);
    if (!answer.ok) { notice((await answer.json()).detail, { bad: true }); return false; }
    const name = decodeURIComponent((answer.headers.get("content-disposition") || "").match(/filename\*=UTF-8''([^;]+)/)?.[1] || `report.${format}`);
    const link = make("a", { href: URL.createObjectURL(await answer.blob()), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 4000);
    notice(say("downloaded", { name }));
    return true;
  } catch {
    notice(say("unreachable"), { bad: true });
    return false;
  }
}

function exportDialog() { // what is still open is said first
  const { sorted, counts } = sortFindings(state.data.findings), clean = state.data.blocking === 0, settled = clean && !counts.placeholders;
  const stops = sorted.open.filter((one) => ["plan-missing", "withdrawal-unclear"].includes(one.code)).length;
  const places = { wrong: ".wrong, .group.unused", placeholders: ".placeholders", open: ".open" };
  const jump = (name) => { dialog.close(); body("checks"); const group = root.querySelector(`.checks .group${places[name]}`); if (group) { group.open = true; show(group); } };
  const line = (name, n) => (n ? make("li", {}, button([make("b", {}, String(n)), say(`tally_${name}`)], () => jump(name), { class: name })) : null);
  const row = (title, about, ...actions) => make("div", { class: "copy" }, make("div", {}, make("b", {}, title), make("p", { class: "aside" }, about)), make("div", { class: "row" }, actions));
  const get = (format, copy, anyway) => async () => { if (await download(format, copy, anyway)) dialog.close(); };
  const dialog = openDialog("export", say("export"), [
    make("div", { class: settled ? "state clear" : "state" }, settled ? [icon("check"), say("nothing_open")] : [make("p", {}, say("still_open")), make("ul", {}, line("wrong", counts.wrong), line("placeholders", counts.placeholders), line("open", stops))]),
    layoutRow(),
    row(say("draft_copy"), say("draft_about"), button("Word", get("docx", "draft"), { class: "primary", id: "download-draft" }), button("Markdown", get("md", "draft"), { id: "download-draft-md" })),
    row(say("clean_copy"), say("clean_about"),
      button(clean ? "Word" : say("anyway", { format: "Word" }), get("docx", "clean", !clean), { class: clean ? "primary" : "risk", id: "download-clean" }),
      button(clean ? "Markdown" : say("anyway", { format: "Markdown" }), get("md", "clean", !clean), { class: clean ? "" : "risk", id: "download-clean-md" })),
  ]);
}

async function previewDialog() {
  const frame = make("iframe", { sandbox: "", title: say("preview"), referrerpolicy: "no-referrer" });
  const show = async () => {
    const answer = await act("preview", { layout: laid.name, seal: laid.seal }, { quiet: true });
    if (answer.html) await new Promise((done) => { frame.addEventListener("load", done, { once: true }); frame.srcdoc = answer.html; });
    frame.dataset.shown = answer.html ? "1" : "0";
  };
  openDialog("preview", say("preview"), [layoutRow(show), frame]);
  await show();
}

function pick(purpose) {
  const input = make("input", { type: "file", accept: ".txt,.md,.docx", multiple: true, hidden: true });
  input.addEventListener("change", () => take([...input.files], purpose));
  input.click();
}

const MOST = 7e6; // bytes of a file: as text of a question, a third more, it passes the server's door
function fits(file) {
  if (file.size > MOST) notice(say("too_large", { name: file.name }), { bad: true });
  return file.size <= MOST;
}

async function take(files, purpose = "") {
  for (const file of files.slice(0, 20)) {
    if (!fits(file)) continue;
    const answer = await act("file", { name: file.name, data: await base64(file), purpose });
    if (answer.text !== undefined) { // notes: into the open draft when asked, else into the form
      if (purpose === "later") await act("add-notes", { text: answer.text });
      else { side("form"); typeNotes((typedNotes().value.trim() ? typedNotes().value.trimEnd() + "\n" : "") + answer.text); notice(say("notes_taken", { name: file.name })); }
    } else if (answer.open) {
      openDoc(answer.open);
      notice([say(answer.changed || answer.waiting ? "read_back" : "opened", { name: file.name, n: answer.changed, asked: answer.waiting }), ...(answer.left.length ? [say("fits_nowhere"), ...answer.left] : [])].join("\n"));
    }
  }
}

function watchDrops() {
  let depth = 0;
  const veil = make("div", { id: "veil", hidden: true }, make("b", {}, say("drop")));
  document.body.append(veil);
  const files = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  document.addEventListener("dragenter", (event) => { if (files(event)) { depth++; veil.firstChild.textContent = say("drop"); veil.hidden = false; } });
  document.addEventListener("dragleave", (event) => { if (files(event) && --depth <= 0) { depth = 0; veil.hidden = true; } });
  document.addEventListener("dragover", (event) => { if (files(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => { if (files(event)) { event.preventDefault(); event.stopPropagation(); depth = 0; veil.hidden = true; const asking = document.getElementById("dialog")?.taking; (asking || take)([...event.dataTransfer.files]); } }, true);
  document.addEventListener("click", (event) => { if (event.target.closest("#import")) pick(); if (event.target.closest("#check-report")) adoptDialog(); });
}

function adoptDialog() { // a report that another tool or hand wrote, held against the notes
  let file = null;
  const area = (name, rows, value) => make("textarea", { rows, id: `adopt-${name}`, placeholder: say(`adopt_${name}_hint`) }, value);
  const report = area("report", 8, ""), notes = area("notes", 6, typedNotes().value);
  const named = make("span", { class: "aside" });
  const set = (chosen) => { if (!chosen[0] || !fits(chosen[0])) return; file = chosen[0]; named.textContent = file.name; report.value = ""; report.disabled = true; };
  const input = make("input", { type: "file", accept: ".txt,.md,.docx", hidden: true, onchange: () => set([...input.files]) });
  const run = async () => {
    const more = file ? { name: file.name, data: await base64(file) } : { text: report.value };
    go.disabled = true;
    const answer = await act("adopt", { ...more, notes: notes.value });
    go.disabled = false;
    if (!answer.open) return;
    dialog.close();
    if (innerWidth >= 1000) side("notes");
    body(innerWidth < 1000 ? "checks" : "paper");
    openDoc(answer.open);
    notice([say("adopted"), ...(answer.left.length ? [say("fits_nowhere"), ...answer.left] : [])].join("\n"));
  };
  const go = button(say("adopt_run"), run, { class: "primary", id: "adopt-run" });
  const dialog = openDialog("adopt", say("adopt"), [make("p", { class: "aside" }, say("adopt_about")),
    make("label", { class: "label", for: "adopt-report" }, say("adopt_report")), report, make("div", { class: "row" }, button(say("add_file"), () => input.click(), { id: "adopt-file" }), input, named),
    make("label", { class: "label", for: "adopt-notes" }, say("adopt_notes")), notes,
    make("div", { class: "row end" }, go)]);
  dialog.taking = set;
  report.focus();
}

const when = (time) => new Date(time).toLocaleString(state.language === "zh" ? "zh-CN" : "en-GB", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });

async function docsDialog() {
  const search = make("input", { type: "search", placeholder: say("search"), "aria-label": say("search") });
  const list = make("ul", { class: "docs" });
  const trash = make("input", { type: "checkbox" });
  const dialog = openDialog("documents", say("documents"), [make("div", { class: "row" }, search, make("label", { class: "tick" }, trash, say("trash")), button([icon("plus"), say("new")], () => { dialog.close(); side("form"); typedNotes().focus(); }, { class: "primary" })), list,
    make("div", { class: "row end" }, button(say("wipe"), async () => { if (confirm(say("wipe_sure"))) { await act("wipe", {}); dialog.close(); lost(); } }, { class: "bad wipe" }))]);
  let asked = 0;
  const fill = async () => {
    const turn = ++asked, answer = await act("documents", { search: search.value, trash: trash.checked }, { quiet: true });
    if (turn !== asked) return; // a later question is on its way
    const redo = (op, doc) => async () => { const done = await act(op, { doc }); if (op === "trash" && doc === state.doc) { dialog.close(); return lost(); } if (done.open) { dialog.close(); openDoc(done.open); } else fill(); };
    list.replaceChildren(...(answer.documents || []).map((one) => make("li", { "data-doc": one.doc, class: one.doc === state.doc ? "now" : "" },
      button([make("b", {}, one.title || say("untitled")), make("span", { class: "aside" }, `${say(`state_${one.state}`)} · ${when(one.changed)}`)], () => { dialog.close(); openDoc(one.doc); }, { class: "open", disabled: trash.checked }),
      make("span", { class: "row" }, ...(trash.checked ? [button(say("put_back"), redo("put-back", one.doc), { class: "put-back" })] : [button(say("duplicate"), redo("duplicate", one.doc), { class: "duplicate" }), button(say("delete"), redo("trash", one.doc), { class: "bad delete" })])))));
    if (!(answer.documents || []).length) list.append(make("li", { class: "none" }, say(trash.checked ? "no_trash" : "no_documents")));
    list.dataset.listed = String(+(list.dataset.listed || 0) + 1);
  };
  let wait = 0;
  search.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(fill, 120); });
  trash.addEventListener("change", fill);
  await fill();
}

function formPanel() { // title, unit, period and the like of the draft that is open
  const names = ["unit", "period", "recipient", "issuer", "date"];
  const title = make("input", { type: "text", id: "form-title", value: state.data.title, maxlength: 300 });
  const inputs = names.map((name) => make("input", { type: "text", name, value: state.data.form[name] || "", id: `form-${name}` }));
  const kind = make("select", { id: "form-kind", name: "kind" }, ...state.data.kinds.map(([id, name]) => make("option", { value: id, selected: id === state.data.form.kind }, name)));
  inputs.push(kind);
  const dialog = openDialog("formality", say("fill_form"), [
    make("label", { class: "field", for: "form-kind" }, say("field_kind"), kind),
    make("label", { class: "field", for: "form-title" }, say("field_title"), title),
    ...names.map((name, i) => make("label", { class: "field", for: `form-${name}` }, say(`field_${name}`), inputs[i])),
    make("div", { class: "row end" }, button(say("save"), async () => { if (title.value.trim() !== state.data.title) await act("retitle", { text: title.value }); const answer = await act("form", { fields: Object.fromEntries(inputs.map((input) => [input.name, input.value])) }); if (!answer.error) dialog.close(); }, { class: "primary save" }))]);
  inputs[0].focus();
}
