"use strict";
for (const box of document.querySelectorAll("[data-filters]")) {
  const rows = [...document.getElementById(box.dataset.filters).tBodies[0].rows];
  const shown = box.querySelector("output");
  const apply = () => {
    const words = box.querySelector("input[type=search]").value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = [...box.querySelectorAll("select")].map((one) => [one.name, one.value]).filter((one) => one[1]);
    const flags = [...box.querySelectorAll("input[type=checkbox]:checked")].map((one) => one.name);
    let number = 0;
    for (const row of rows) {
      const fits = words.every((word) => row.dataset.text.includes(word))
        && chosen.every((one) => row.dataset[one[0]] === one[1])
        && flags.every((flag) => flag in row.dataset);
      row.hidden = !fits;
      number += fits;
    }
    shown.textContent = `${number} of ${rows.length}`;
  };
  box.addEventListener("input", apply);
  box.hidden = false;
  apply();
}
