// Folding, and opening what a link leads to. The page can be read without it.
const all = () => document.querySelectorAll("main details");
const tools = document.querySelector(".tools");
const unfold = target => { for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true; };
for (const [name, open] of [["unfold all", true], ["fold all", false]]) {
  const button = document.createElement("button");
  button.textContent = name;
  button.onclick = () => all().forEach(d => { d.open = open; });
  tools.append(button);
}
tools.hidden = false;
const follow = () => { const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1))); if (target) { unfold(target); target.scrollIntoView(); } };
addEventListener("hashchange", follow);
addEventListener("beforeprint", () => all().forEach(d => { d.open = true; }));
follow();
