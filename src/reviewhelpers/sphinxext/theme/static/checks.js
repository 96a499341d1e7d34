// Questions for a number: compare what a reader enters with the answer. Without this script the answer opens as text.
// Nothing is stored, nothing leaves the page.
(function () {
  "use strict";

  const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  // A number as people write it: 0.5, −0.5, 2.4e-9, 2.4 × 10^-9, 2.4·10⁻⁹.
  function read(text) {
    const plain = text.trim().replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => raised.indexOf(digit)).replace(/[−–⁻]/g, "-")
      .replace(/\s*(?:×|·|\*|x)\s*10\s*\^?\s*(?=[-+]?\d)/i, "e").replace(/\s/g, "");
    return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
  }

  function near(value, wanted, tolerance) {
    // A part in a billion covers what conversion rounds off.
    return Math.abs(value - wanted) <= (tolerance + 1e-9) * Math.abs(wanted);
  }

  function hint(value, wanted, tolerance) {
    if (near(-value, wanted, tolerance)) return "Not right: the size is right, the sign is not.";
    const ratio = value / wanted;
    const power = Math.round(Math.log10(ratio));
    if (ratio > 0 && power && near(value / 10 ** power, wanted, tolerance)) {
      return "Not right: the digits are right, the power of ten is not. Look at the units once more.";
    }
    return "Not right: this is too " + (value > wanted ? "large" : "small") + ". Try again, or open the answer.";
  }

  for (const form of document.querySelectorAll(".check-form")) {
    const cases = form.parentElement.querySelectorAll(".case");
    const status = form.nextElementSibling;
    const say = (text) => {
      const line = document.createElement("p");
      line.textContent = text;
      status.replaceChildren(line);
    };

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      const number = form.elements.number;
      const unit = form.elements.unit;
      const given = read(number.value);
      status.className = "check-said";
      if (number.value.includes(",")) return say("Write the decimal mark as a point, such as 3.5.");
      if (!Number.isFinite(given)) return say("Enter a number, such as 3.5 or 2.4e-9.");
      if (unit && !unit.value) return say("Choose the unit of your number.");
      const value = given * (unit ? Number(unit.value) : 1);
      const found = Array.from(cases).find(
        (told) => near(value, Number(told.dataset.value), Number(told.dataset.tolerance)));
      if (found) status.replaceChildren(...found.cloneNode(true).childNodes);
      else say(hint(value, Number(cases[0].dataset.value), Number(cases[0].dataset.tolerance)));
      status.classList.add(found === cases[0] ? "is-right" : "is-wrong");
    });
    form.hidden = false;
  }
})();
