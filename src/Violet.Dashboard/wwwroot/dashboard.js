// The pages work without this. It adds: webhooks as they arrive, the resync question in a dialog, and a count while rows come in.

const ready = new Promise(resolve => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", resolve);
    else resolve();
});

/* Texts from an API go into the page as text only: textContent, never innerHTML. */
function element(name, text, className) {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
}

function watchWebhooks(list) {
    const kept = 12;
    const status = document.querySelector("[data-live-status]");
    const pause = document.querySelector("[data-live-pause]");
    const empty = document.querySelector("[data-live-empty]");
    let waiting = [];
    let paused = false;

    function say(text) {
        if (status.textContent !== text) status.textContent = text;
    }

    function show(entry) {
        const item = document.createElement("li");
        item.dataset.number = entry.number;
        item.className = "new";
        const time = element("time", new Date(entry.time).toISOString().slice(11, 19));
        time.dateTime = entry.time;
        item.append(time, " ", element("span", entry.api, "api"), " ", element("code", entry.topic), " ", element("span", entry.about, "about"));
        list.prepend(item);
        while (list.children.length > kept) list.lastElementChild.remove();
        empty.hidden = true;
    }

    pause.hidden = false;
    pause.addEventListener("click", () => {
        paused = !paused;
        pause.setAttribute("aria-pressed", paused);
        if (paused) {
            say("Paused");
            return;
        }
        waiting.splice(0).forEach(show);
        say("Live");
    });

    const source = new EventSource(`/live?after=${list.dataset.live}`);
    source.onopen = () => say(paused ? "Paused" : "Live");
    source.onerror = () => say("Not connected; trying again");
    source.onmessage = message => {
        const entry = JSON.parse(message.data);
        if (!paused) show(entry);
        else waiting = [...waiting, entry].slice(-kept);
    };
}

function sendQuietly(form) {
    form.addEventListener("submit", async event => {
        event.preventDefault();
        const body = new FormData(form, event.submitter);
        event.submitter.disabled = true;
        try {
            await fetch(form.action, { method: "POST", body });
        } finally {
            event.submitter.disabled = false;
            event.submitter.focus();
        }
    });
}

/* The question, and then the answer, is the very section of the page that stands behind the link. */
async function sectionOf(response) {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const section = page.querySelector("[data-resync]");
    if (!section) throw new Error("no section");
    return document.importNode(section, true);
}

async function ask(link) {
    let section;
    try {
        section = await sectionOf(await fetch(link.href));
    } catch {
        location.assign(link.href);
        return;
    }

    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-labelledby", "resync-title");
    dialog.append(section);
    document.body.append(dialog);
    dialog.addEventListener("close", () => {
        dialog.remove();
        link.focus();
    });
    dialog.addEventListener("click", event => {
        if (!event.target.closest("[data-close]")) return;
        event.preventDefault();
        dialog.close();
    });
    dialog.addEventListener("submit", async event => {
        event.preventDefault();
        const form = event.target;
        const button = form.querySelector("button");
        if (button.disabled) return;
        button.disabled = true;
        let answer;
        try {
            answer = await sectionOf(await fetch(form.action, { method: "POST", body: new FormData(form) }));
        } catch {
            answer = element("p", "The dashboard did not answer, so it is not known whether the offer was resynced. Reload the page.", "problem");
            answer.setAttribute("role", "alert");
        }
        dialog.replaceChildren(answer);
        dialog.querySelector("[data-close]")?.focus();
    });
    dialog.showModal();
}

function countRows(status) {
    const body = document.getElementById(status.dataset.rowsStatus);
    const say = end => { status.textContent = `${body.rows.length.toLocaleString("en")} ${end}`; };
    const timer = setInterval(() => say("so far, reading on"), 500);
    ready.then(() => {
        clearInterval(timer);
        say("read");
    });
}

document.addEventListener("click", event => {
    const link = event.target.closest?.("[data-resync-link]");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    ask(link);
});

/* A page may be read for a while: do not wait for its end. */
function whenThere(selector, use) {
    const found = document.querySelector(selector);
    if (found) {
        use(found);
        return;
    }
    if (document.readyState !== "loading") return;
    const observer = new MutationObserver(() => {
        const later = document.querySelector(selector);
        if (later) use(later);
        if (later || document.readyState !== "loading") observer.disconnect();
    });
    observer.observe(document, { childList: true, subtree: true });
}

whenThere("[data-live-empty]", () => watchWebhooks(document.querySelector("[data-live]")));
whenThere("[data-demo]", sendQuietly);
whenThere("tbody[id]", body => {
    const status = document.querySelector(`[data-rows-status="${body.id}"]`);
    if (status) countRows(status);
});
