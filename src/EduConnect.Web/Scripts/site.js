// Spares clicks; no page needs it. Every behaviour is found by a data attribute and does nothing where that is absent.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const politely = (text) => { const region = document.getElementById("status"); if (region) region.textContent = text; };

document.querySelector("[data-focus]")?.focus();

// "Afficher": turns a password field into plain text and says so; hidden again before the form leaves.
for (const button of all("[data-reveal]")) {
  const field = document.getElementById(button.dataset.reveal);
  const show = (shown) => {
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", shown);
    button.lastElementChild.textContent = shown ? button.dataset.hide : button.dataset.show;
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    show(field.type === "password");
    politely(field.type === "text" ? button.dataset.shown : button.dataset.hidden);
  });
  field.form?.addEventListener("submit", () => show(false));
}

// Strength of a new password: an indication; the server's rule decides.
for (const box of all("[data-strength]")) {
  const field = document.getElementById(box.dataset.strength);
  const words = box.dataset.words.split("|");
  const told = box.querySelector("span");
  const refresh = () => {
    const level = strength(field.value);
    told.hidden = !field.value;
    box.querySelector("meter").value = level;
    box.querySelector("output").textContent = field.value ? words[Math.max(level - 1, 0)] : "";
  };
  box.hidden = false;
  field.addEventListener("input", refresh);
  refresh();
}

/** From 0 (empty) to 5, by length and variety; repeated signs and runs count for little. */
function strength(password) {
  if (!password) return 0;
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(password)).length;
  const distinct = new Set(password).size;
  const useful = Math.min(password.length, distinct * 2) - (/(.)\1\1|1234|azerty|abcd/i.test(password) ? 4 : 0);
  const points = useful + (kinds - 1) * 2;
  return points >= 22 ? 5 : points >= 17 ? 4 : points >= 13 ? 3 : points >= 9 ? 2 : 1;
}

// Selection in lists: the count follows the boxes, and the head box ticks the page shown.
for (const bar of all("[data-selection]")) {
  const form = bar.closest("form");
  const boxes = all(".pick input[name]", form);
  const head = form.querySelector(".pick input[data-all]");
  const others = Number(bar.dataset.selection) - people(boxes);
  const count = bar.querySelector("[data-count]");
  const refresh = () => {
    const total = others + people(boxes);
    count.textContent = (total < 2 ? bar.dataset.one : bar.dataset.many).replace("{0}", total.toLocaleString("fr"));
    if (head) head.checked = boxes.length > 0 && boxes.every((box) => box.checked);
  };
  form.addEventListener("change", (event) => {
    if (event.target === head) boxes.forEach((box) => { box.checked = head.checked; });
    else if (boxes.includes(event.target)) boxes.filter((box) => box.value === event.target.value).forEach((box) => { box.checked = event.target.checked; });
    refresh();
  });
  if (head) head.hidden = false;
  refresh();
  keepTicks(form);
}

/** Boxes ticked since the page came go to the server before another page of the list, or somebody's own page, takes its place. */
function keepTicks(form) {
  let changed = false;
  form.addEventListener("change", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  const keep = async () => {
    changed = false;
    const fields = new FormData(form);
    fields.set("go", "keep");
    await fetch(form.action, { method: "POST", body: fields, credentials: "same-origin", redirect: "manual" }).catch(() => null);
  };
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("main a[href]");
    if (!changed || !link || link.target || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    await keep();
    location.href = link.href;
  });
  for (const search of all("main form")) {
    if (search === form) continue;
    search.addEventListener("submit", async (event) => {
      if (!changed) return;
      event.preventDefault();
      await keep();
      search.requestSubmit(event.submitter);
    });
  }
}

/** One person may have several rows, hence several boxes with one value. */
function people(boxes) {
  return new Set(boxes.filter((box) => box.checked).map((box) => box.value)).size;
}

// The filter panel: folded at first on narrow screens, then as the person left it for the rest of the session.
for (const panel of all("[data-filters]")) {
  const kept = sessionStorage.getItem("filters");
  panel.open = kept ? kept === "open" : innerWidth >= 1000;
  panel.addEventListener("toggle", () => sessionStorage.setItem("filters", panel.open ? "open" : "folded"));
}

// Long work: fetches the same page every 2 s and replaces the block until it is marked as over.
for (const job of all("[data-poll]")) follow(job, -1);
function follow(job, spoken) {
  setTimeout(async () => {
    try {
      const answer = await fetch(location.href, { headers: { "X-Requested-With": "poll" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = page.getElementById(job.id);
      if (!answer.ok || !next || !("poll" in next.dataset)) { location.reload(); return; }
      job.replaceWith(next);
      const tenth = Math.floor(Number(next.dataset.poll) / 10);
      if (tenth !== spoken) politely(next.querySelector("[data-figure]")?.textContent ?? "");
      follow(next, tenth);
    } catch { follow(job, spoken); }
  }, 2000);
}

// End of session: said 2 minutes before; staying is one request, and what was typed remains on the page.
for (const notice of all("[data-session]")) {
  const arm = () => setTimeout(() => { notice.hidden = false; politely(notice.querySelector("p").textContent); }, (Number(notice.dataset.session) - 120) * 1000);
  arm();
  notice.querySelector("button").addEventListener("click", async () => {
    const answer = await fetch(notice.dataset.keep, { method: "GET", credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok) return;
    notice.hidden = true;
    arm();
  });
}
