"use strict";
(() => {
  const form = document.querySelector("form.filter");
  if (!form) return;
  const findings = [...document.querySelectorAll("article.finding")];
  const words = new Map(findings.map((finding) => [finding, finding.textContent.toLowerCase()]));

  function show() {
    const text = form.elements.text.value.trim().toLowerCase();
    const rule = form.elements.rule.value;
    const severities = new Set([...form.querySelectorAll("[name=severity]:checked")].map((box) => box.value));
    let shown = 0;
    for (const finding of findings) {
      const fits = severities.has(finding.dataset.severity)
        && (!rule || finding.dataset.rule === rule)
        && words.get(finding).includes(text);
      finding.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    form.elements.shown.value = form.dataset.shown.replace("{count}", shown);
  }

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const button of document.querySelectorAll("button.rule")) {
    button.addEventListener("click", () => {
      form.elements.rule.value = button.dataset.rule;
      show();
      document.getElementById("findings").scrollIntoView();
    });
  }
  show();
})();
