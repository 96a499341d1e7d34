// A button that copies code, on each block of it. Without scripts the code can be selected.
(function () {
  "use strict";

  const style = Object.assign(document.createElement("link"), {
    rel: "stylesheet",
    href: window.asset("page-tools.css", document.currentScript.src),
  });
  document.head.append(style);
  const status = Object.assign(document.createElement("p"), { className: "only-read" });
  status.setAttribute("role", "status");
  document.body.append(status);

  // What a reader would paste: no signs of a prompt, and no lines that a command printed below them.
  function lines(pre) {
    const text = pre.textContent.trimEnd();
    const typed = text.split("\n").filter((line) => /^(\$|>>>|\.\.\.) ?/.test(line));
    return typed.length ? typed.map((line) => line.replace(/^(\$|>>>|\.\.\.) ?/, "")).join("\n") : text;
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = Object.assign(document.createElement("textarea"), { value: text, className: "only-read" });
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      if (!done) throw new Error("copying is not allowed");
    }
  }

  let number = 0;
  for (const pre of document.querySelectorAll("article .highlight pre")) {
    if (!pre.textContent.trim()) continue;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "copy-code" });
    button.setAttribute("aria-label", `Copy code ${++number}`);
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      try {
        await copy(lines(pre));
        button.textContent = "Copied";
        status.textContent = "Code copied";
      } catch {
        status.textContent = button.textContent = "Select the code instead";
      }
      setTimeout(() => { button.textContent = "Copy"; }, 3000);
    });
    pre.parentElement.classList.add("has-copy");
    pre.before(button);
  }
})();
